const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const xml = readFileSync(join(__dirname, '../force-app/main/default/labels/CustomLabels.labels-meta.xml'), 'utf8');
const labels = xml.matchAll(/<fullName>Dealside_(\w+)<\/fullName>[\s\S]*?<value>([\s\S]*?)<\/value>/g);

module.exports = {
  words: Object.fromEntries(
    [...labels].map(([, key, text]) => [key, text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')]),
  ),
};
