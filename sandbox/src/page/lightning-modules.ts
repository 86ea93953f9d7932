import { readFileSync } from 'node:fs';
import type { Plugin } from 'rollup';

const labelsUrl = new URL(
  '../../../salesforce/force-app/main/default/labels/CustomLabels.labels-meta.xml',
  import.meta.url,
);

/** What Lightning Experience gives to a component by import, for a page outside of it. */
const modules: Record<string, string> = {
  // The same arguments and result as the Apex method; the page's route does what Apex and its Named Credential would.
  '@salesforce/apex/DealsideGateway.call': `
export default async (parameters) => {
  const answer = await fetch(document.body.dataset.apex, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  if (!answer.ok) throw { body: { message: await answer.text() }, status: answer.status };
  return answer.json();
};`,
  '@salesforce/apex/DealsideGateway.connect': `
export default async () => {
  const answer = await fetch(document.body.dataset.apex.replace(/call$/, 'connect'), { method: 'POST' });
  if (!answer.ok) throw { body: { message: await answer.text() }, status: answer.status };
  return answer.json();
};`,
  '@salesforce/i18n/locale': `export default 'en-GB';`,
  '@salesforce/i18n/timeZone': `export default Intl.DateTimeFormat().resolvedOptions().timeZone;`,
  'lightning/refresh': `
export class RefreshEvent extends CustomEvent {
  constructor() { super('lightning__refresh', { bubbles: true, composed: true, cancelable: true }); }
}`,
  'lightning/navigation': `
const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');
export const NavigationMixin = (Base) => class extends Base {
  [Navigate]({ type, attributes }) {
    if (type === 'standard__webPage') window.open(attributes.url, '_blank', 'noopener');
    if (type === 'standard__recordPage') location.assign('/' + attributes.recordId);
  }
  async [GenerateUrl]({ attributes }) {
    return '/' + attributes.recordId;
  }
};
NavigationMixin.GenerateUrl = GenerateUrl;
NavigationMixin.Navigate = Navigate;`,
};

/**
 * Serves our components' platform imports. Base components bring their own stubs of some of the same names, so only what
 * our sources import is answered here.
 */
export const lightningModules = (): Plugin => {
  const labels = readLabels();
  return {
    name: 'lightning-modules',
    resolveId(id, importer) {
      const isOurs = importer?.includes('/salesforce/force-app/') ?? false;
      return isOurs && (id in modules || id.startsWith('@salesforce/label/c.')) ? `\0lightning:${id}` : null;
    },
    load(id) {
      if (!id.startsWith('\0lightning:')) return null;
      const name = id.slice('\0lightning:'.length);
      if (name in modules) return modules[name] ?? null;
      const label = labels.get(name.slice('@salesforce/label/c.'.length));
      if (label === undefined) throw new Error(`No custom label for ${name}`);
      return `export default ${JSON.stringify(label)};`;
    },
  };
};

const readLabels = (): Map<string, string> => {
  const labels = readFileSync(labelsUrl, 'utf8').matchAll(
    /<fullName>(\w+)<\/fullName>[\s\S]*?<value>([\s\S]*?)<\/value>/g,
  );
  return new Map(
    [...labels].map(([, name = '', text = '']) => [name, text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')]),
  );
};
