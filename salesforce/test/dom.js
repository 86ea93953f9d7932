import { createElement } from 'lwc';

/** Every element below `root` that matches, through shadow roots, in document order. */
export function findAll(root, selector) {
  const found = [];
  const walk = (node) => {
    for (const child of node.children ?? []) {
      if (child.matches(selector)) found.push(child);
      if (child.shadowRoot) walk(child.shadowRoot);
      walk(child);
    }
  };
  walk(root.shadowRoot ?? root);
  return found;
}

export const find = (root, selector) => findAll(root, selector)[0] ?? null;

/** What a reader could read below `root`, shadow roots included. */
export function read(root) {
  const texts = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent);
    if (node.shadowRoot) walk(node.shadowRoot);
    for (const child of node.childNodes) walk(child);
  };
  walk(root.shadowRoot ?? root);
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** The button a reader would call by this name. */
export const button = (root, name) =>
  findAll(root, 'button').find(
    (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent.trim()) === name,
  ) ??
  findAll(root, 'lightning-button, lightning-button-icon').find(
    (candidate) => (candidate.label ?? candidate.alternativeText) === name,
  ) ??
  null;

export function show(name, component, properties) {
  const element = createElement(name, { is: component });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

export function clear() {
  while (document.body.firstChild) document.body.removeChild(document.body.firstChild);
}
