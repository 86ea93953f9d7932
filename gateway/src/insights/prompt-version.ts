/** Goes into every brief and answer; changes with any word of a prompt. */
export const promptVersion = 'brief-1';
