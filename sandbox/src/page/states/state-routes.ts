import { Hono } from 'hono';
import { html } from 'hono/html';
import { renderDocument } from '../layout.ts';
import { type ApexCall, replyInState, states } from './states.ts';

/** `/states`: the panel in each of its states, driven by a fixture instead of the gateway. For looking and for axe. */
export const createStateRoutes = ({ now }: { now: () => Date }) =>
  new Hono()
    .get('/', (c) =>
      c.html(
        renderDocument({
          title: 'Panel states',
          apex: '',
          body: html`<main class="slds-p-around_large">
            <h1 class="slds-text-heading_large">The panel in each of its states</h1>
            <p class="slds-m-bottom_medium">Our own rendering around the real component, answered from a fixture.</p>
            <ul class="slds-list_dotted">
              ${Object.entries(states).map(([name, { title }]) => html`<li><a href="/states/${name}">${title}</a></li>`)}
            </ul>
          </main>`,
        }),
      ),
    )
    .get('/:name', (c) => {
      const name = c.req.param('name');
      const state = states[name];
      if (!state) return c.notFound();
      return c.html(
        renderDocument({
          title: `Panel state: ${state.title}`,
          apex: `/states/${name}/apex`,
          hasPanel: true,
          body: html`<main class="demo-state">
            <h1 class="slds-assistive-text">Panel state: ${state.title}</h1>
            ${
              state.shows === 'today'
                ? html`<div data-dealside-today-open></div>`
                : html`<div data-dealside-record="006Ds00000NorthwAA" data-dealside-object="${state.shows ?? 'Opportunity'}"></div>`
            }
          </main>`,
        }),
      );
    })
    .post('/:name/apex', async (c) => {
      const reply = replyInState(c.req.param('name'), await c.req.json<ApexCall>(), now());
      if (reply === null) {
        // A state that waits: answered when the reader leaves.
        await new Promise((resolve) => c.req.raw.signal.addEventListener('abort', resolve));
        return c.body(null, 204);
      }
      return c.json(reply);
    });
