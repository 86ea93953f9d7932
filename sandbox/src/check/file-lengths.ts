import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const limit = 400;
const isCounted = (file: string) =>
  /\.(ts|js|mjs|cjs|py|cls|html|css)$/.test(file) && !/(^|\/)(fixtures|generated|drizzle)\//.test(file);

/** No source file over 400 lines; fixtures and generated code apart. */
export const checkFileLengths = (): boolean => {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(isCounted);
  const long = files
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => !text.startsWith('// Generated from '))
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > limit);
  for (const { file, lines } of long) console.error(`${file}: ${lines} lines, at most ${limit}`);
  console.log(`${files.length} files looked at`);
  return long.length === 0;
};
