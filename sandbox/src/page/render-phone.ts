import { html } from 'hono/html';
import { type Html, renderDocument } from './layout.ts';

/** The same page as a phone shows it, in a frame of a phone's size. */
export const renderPhone = (path: string): Html =>
  renderDocument({
    title: 'Phone view | Sales',
    apex: '',
    body: html`<main class="demo-phone" aria-label="Phone view">
      <h1 class="slds-assistive-text">Phone view</h1>
      <p class="demo-phone-note"><a href="${path}">Back to the desktop</a></p>
      <iframe class="demo-phone-screen" title="Phone, 390 pixels wide" src="${path}"></iframe>
    </main>`,
  });
