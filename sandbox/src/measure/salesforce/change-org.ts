import type { Value } from '../../salesforce/schema/sobject.ts';
import type { SalesforceState } from '../../salesforce/state.ts';

type Fields = Record<string, Value>;

/** People at work: every few moments something of the org is made, changed, thrown away, taken back or merged. */
export const startChangingOrg = (
  state: SalesforceState,
  options: { everyMs: number; random?: () => number },
): { changes(): number; stop(): void } => {
  const random = options.random ?? Math.random;
  let count = 0;
  const living = (object: string) => [...state.store.all(object)].filter(({ IsDeleted }) => !IsDeleted);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const edit = (object: string, id: string | undefined, fields: Fields | null) => state.edit({ object, id, fields });
  const dealId = () => pick(living('Opportunity'))?.Id ?? null;
  const text = () => `Change ${count} ${Math.floor(random() * 1e9).toString(36)}`;
  const remove = (object: string) => {
    const found = pick(living(object));
    if (found && living(object).length > 2) edit(object, found.Id, null);
  };
  const restore = (object: string) => {
    const found = pick(
      [...state.store.all(object)].filter(({ IsDeleted, MasterRecordId }) => IsDeleted && !MasterRecordId),
    );
    if (found) state.undelete({ object, id: found.Id });
  };

  const ways: (() => unknown)[] = [
    () => edit('Opportunity', dealId() ?? undefined, { Amount: Math.floor(random() * 90_000), Name: text() }),
    () => edit('Opportunity', dealId() ?? undefined, { NextStep: text(), OwnerId: pick(living('User'))?.Id ?? null }),
    () => edit('Task', undefined, { Subject: text(), WhatId: dealId(), Description: text() }),
    () => edit('Task', undefined, { Subject: text(), WhatId: dealId(), WhoId: pick(living('Contact'))?.Id ?? null }),
    () => edit('Task', pick(living('Task'))?.Id, { Subject: text(), WhatId: random() < 0.2 ? null : dealId() }),
    () => edit('EmailMessage', undefined, { Subject: text(), TextBody: `${text()}?`, RelatedToId: dealId() }),
    () => {
      const [start, end] = [Date.now(), Date.now() + 1_800_000].map((time) => new Date(time).toISOString());
      edit('Event', pick(living('Event'))?.Id, {
        Subject: text(),
        StartDateTime: start ?? null,
        EndDateTime: end ?? null,
      });
    },
    () => edit('Contact', undefined, { LastName: text(), AccountId: pick(living('Account'))?.Id ?? null }),
    () => edit('Account', pick(living('Account'))?.Id, { Industry: text().slice(0, 40) }),
    () => remove('Task'),
    () => restore('Task'),
    () => remove('Opportunity'),
    () => restore('Opportunity'),
    () => {
      const [master, loser] = [pick(living('Contact')), pick(living('Contact'))];
      if (!master || !loser || master.Id === loser.Id || living('Contact').length < 4) return;
      state.merge({ object: 'Contact', masterId: master.Id, loserIds: [loser.Id], fields: { Title: text() } });
    },
    () => state.bus.dropStreams(),
  ];
  const timer = setInterval(() => {
    pick(ways)?.();
    count += 1;
  }, options.everyMs);
  return { changes: () => count, stop: () => clearInterval(timer) };
};
