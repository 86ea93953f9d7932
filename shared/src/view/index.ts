export { type ConfidenceWord, confidenceWord } from './confidence.ts';
export { createView, type View } from './create-view.ts';
export { createFormats, type Formats } from './formats.ts';
export { germanWords } from './german-words.ts';
export { englishWords, type WordKey, type Words } from './words.ts';
