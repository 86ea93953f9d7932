// Generated from shared/src/view by `npm run generate -w salesforce`: do not edit.
const errorCodes = {
  bad_request: { status: 400, retryable: false, sentence: 'Dealside did not understand that request.' },
  question_too_long: {
    status: 400,
    retryable: false,
    sentence: 'That question is too long. Ask in at most 2,000 characters.',
  },
  session_missing: { status: 401, retryable: false, sentence: 'Sign in to Dealside to see this.' },
  session_expired: { status: 401, retryable: true, sentence: 'Your Dealside session ended. It is being renewed.' },
  not_permitted: { status: 403, retryable: false, sentence: 'You do not have access to this record in your CRM.' },
  role_required: { status: 403, retryable: false, sentence: 'Ask an administrator: this needs another role.' },
  record_not_found: { status: 404, retryable: false, sentence: 'Dealside does not know this record.' },
  not_found: { status: 404, retryable: false, sentence: 'That is no longer there.' },
  method_not_allowed: { status: 405, retryable: false, sentence: 'Dealside cannot do that here.' },
  conflict: { status: 409, retryable: false, sentence: 'This was already done in another way. Reload and look again.' },
  crm_changed: {
    status: 409,
    retryable: false,
    sentence: 'Someone changed this in the CRM since it was saved. Look before undoing.',
  },
  body_too_large: { status: 413, retryable: false, sentence: 'That is too large for Dealside to read.' },
  unsupported_media_type: { status: 415, retryable: false, sentence: 'Dealside cannot read that kind of content.' },
  unreadable_document: { status: 422, retryable: false, sentence: 'Dealside could not read that document.' },
  crm_rejected: { status: 422, retryable: false, sentence: 'The CRM did not accept this.' },
  too_many_requests: { status: 429, retryable: true, sentence: 'That is a lot at once. Try again in a moment.' },
  internal: { status: 500, retryable: true, sentence: 'Something went wrong in Dealside. It has been noted.' },
  upstream_garbage: { status: 502, retryable: true, sentence: 'The CRM answered something Dealside cannot read.' },
  crm_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'The CRM is not answering. What you saved will be written when it does.',
  },
  crm_not_connected: {
    status: 503,
    retryable: false,
    sentence: 'Your CRM account is not connected to Dealside, or its access has ended. Connect it.',
  },
  model_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'The model is resting. You see cited extracts instead.',
  },
  search_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'Search is not answering. You see the recent timeline instead.',
  },
  overloaded: { status: 503, retryable: true, sentence: 'Dealside is busy. Try again in a moment.' },
  timed_out: { status: 504, retryable: true, sentence: 'That took too long. Try again.' },
};

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (place, index) => String(values[Number(index)] ?? place));

const certainFrom = 0.85;
const likelyFrom = 0.6;

const confidenceWord = (probability) => {
  if (probability >= certainFrom) return 'certain';
  return probability >= likelyFrom ? 'likely' : 'unsure';
};

const printConfidence = (words, probability) => {
  const word = words[confidenceWord(probability)];
  return { word, detail: fill(words.confidenceNumber, word, Math.round(probability * 100)) };
};

const states = {
  at_risk: { word: 'stateAtRisk', tone: 'error' },
  needs_attention: { word: 'stateNeedsAttention', tone: 'warning' },
  on_track: { word: 'stateOnTrack', tone: 'success' },
  closed_won: { word: 'stateClosedWon', tone: 'success' },
  closed_lost: { word: 'stateClosedLost', tone: 'neutral' },
  no_open_deals: { word: 'stateNoOpenDeals', tone: 'neutral' },
  waiting_for_us: { word: 'stateWaitingForUs', tone: 'warning' },
  quiet: { word: 'stateQuiet', tone: 'neutral' },
  in_touch: { word: 'stateInTouch', tone: 'success' },
  not_contacted: { word: 'stateNotContacted', tone: 'warning' },
  converted: { word: 'stateConverted', tone: 'success' },
  unqualified: { word: 'stateUnqualified', tone: 'neutral' },
  no_evidence: { word: 'stateNoEvidence', tone: 'neutral' },
};

const printState = ({ words }, brief) => {
  // A state of tomorrow's gateway says nothing to this copy.
  const { word, tone } = states[brief.state] ?? states.no_evidence;
  const isOpen = brief.state === 'at_risk' || brief.state === 'needs_attention';
  const signals = isOpen ? brief.risks.length : 0;
  const label = words[word];
  if (signals === 0) return { label, tone };
  return { label: fill(signals === 1 ? words.oneSignal : words.manySignals, label, signals), tone };
};

const printSubtitle = ({ words, formats, now }, brief) =>
  [
    brief.stage,
    brief.amount === null ? null : formats.money(brief.amount, brief.currency),
    brief.closeDate === null ? null : fill(words.closes, formats.date(brief.closeDate, now)),
  ]
    .filter((part) => part !== null)
    .join(' · ');

const sources = { crm: 'sourceCrm', mail: 'sourceMail', calls: 'sourceCalls' };

const printFreshness = ({ words, formats, now }, brief) =>
  brief.freshness.map(({ source, at, hasGap, reason }) => {
    const name = words[sources[source]];
    const unread = { being_read: words.sourceBeingRead, not_set_up: words.sourceNone }[String(reason)];
    const age = at === null ? null : formats.age(at, now);
    const gaps = {
      being_read: fill(words.sourceBeingRead, name),
      missed: fill(words.sourceMissed, name),
      behind: fill(words.sourceBehind, name, age ?? ''),
    };
    return {
      source,
      text: age === null ? fill(unread ?? words.sourceNotRead, name) : `${name} ${age}`,
      gap: hasGap ? (gaps[String(reason)] ?? fill(words.sourceGap, name)) : null,
    };
  });

const printDeal = (reading, deal, evidence) => ({
  key: deal.record.id,
  recordId: deal.record.id,
  objectName: deal.record.type,
  name: deal.name,
  subtitle: [deal.role, printSubtitle(reading, deal)].filter(Boolean).join(' · '),
  state: printState(reading, { state: deal.state, risks: [] }),
  why: deal.why?.text ?? null,
  cites: printCites(reading, deal.why?.cites ?? [], evidence),
});

const kindWords = {
  field: 'kindField',
  mail: 'kindMail',
  call: 'kindCall',
  meeting: 'kindMeeting',
  task: 'kindTask',
  note: 'kindNote',
};

const printEvidence = ({ words, formats, now }, evidence) => {
  const { locator } = evidence;
  const isSpoken = locator.type === 'time';
  const author = (isSpoken ? locator.speaker : null) ?? evidence.author;
  return {
    kind: words[kindWords[evidence.kind]],
    title: evidence.title,
    byline: [
      author,
      formats.dateTime(evidence.at, now),
      isSpoken ? fill(words.callMinute, formats.clock(locator.startMs)) : null,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    label: fill(words.openSource, evidence.number, `${words[kindWords[evidence.kind]]}, ${evidence.title}`),
  };
};

const printFieldValue = ({ words, formats, now }, value) => {
  if (value === null || value === '') return words.emptyValue;
  if (/^\d{4}-\d{2}-\d{2}(T00:00:00.*)?$/.test(value)) return formats.date(value, now);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return formats.dateTime(value, now);
  if (/^-?\d{4,}(\.\d+)?$/.test(value)) return formats.money(Number(value), null);
  return printQuotes(words, value) ?? value;
};

const printQuotes = (words, value) => {
  if (!value.startsWith('[{')) return null;
  try {
    const quotes = JSON.parse(value);
    return quotes.map(({ kind, title, quote }) => `${words[kindWords[kind]]}, ${title}: “${quote}”`).join('\n');
  } catch {
    return null;
  }
};

const printClaim = (reading, insight, evidence) => {
  const { words, formats, now } = reading;
  const confidence = printConfidence(words, insight.confidence);
  const isOverdue = insight.due !== null && insight.due < now.toISOString().slice(0, 10);
  const due = insight.due === null ? null : formats.date(insight.due, now);
  const notes = [
    confidence.word,
    insight.who,
    insight.about ? fill(words.aboutDeal, insight.about.name) : null,
    due === null ? null : fill(isOverdue ? words.overdue : words.due, due),
    insight.at === null || due !== null ? null : fill(words.ago, formats.age(insight.at, now)),
  ];
  return {
    id: insight.id,
    text: insight.text,
    confidence,
    notes: notes.filter((note) => note !== null),
    isOverdue,
    cites: printCites(reading, insight.cites, evidence),
  };
};

const printCites = (reading, numbers, evidence) =>
  numbers.flatMap((number) => {
    const cited = evidence.get(number);
    return cited ? [{ number, label: printEvidence(reading, cited).label, evidence: cited }] : [];
  });

const indexEvidence = (evidence) => new Map(evidence.map((piece) => [piece.number, piece]));

const namedPartners = 2;

const listNames = (partners) => {
  const named = partners.slice(0, namedPartners).map(({ name }) => name);
  const others = partners.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` +${others}` : ''}`;
};

const timelineDays = 90;

const recency = (at, now) => {
  const days = Math.max(0, now.getTime() - Date.parse(at)) / 86_400_000;
  return Math.max(0, 1 - Math.log1p(days) / Math.log1p(timelineDays));
};

const printPerson = ({ words, formats, now }, person) => {
  const { name, role, title, lastContactAt, interactions } = person;
  const partners = person.with ?? [];
  return {
    name,
    initials: name
      .split(/\s+/)
      .map((part) => part.charAt(0))
      .filter((_letter, index, all) => index === 0 || index === all.length - 1)
      .join('')
      .toUpperCase(),
    role: role ?? title ?? '',
    contact: lastContactAt === null ? words.noContact : fill(words.ago, formats.age(lastContactAt, now)),
    inTouchWith: partners.length === 0 ? null : fill(words.peopleInTouchWith, listNames(partners)),
    interactions: interactions === 1 ? words.oneInteraction : fill(words.manyInteractions, interactions),
    recency: lastContactAt === null ? null : recency(lastContactAt, now),
    isRecent: lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) < 14 * 86_400_000,
  };
};

const printWhy = ({ words, formats, now }, brief) => {
  const { model, adapter, promptVersion, seconds, rejectedClaims, mode } = brief.madeBy;
  const rejected = {
    0: words.whyRejectedNone,
    1: words.whyRejectedOne,
  }[rejectedClaims];
  return [
    { label: words.whyMadeBy, value: mode === 'extracts' || model === null ? words.whyExtracts : model },
    ...(adapter === null ? [] : [{ label: words.whyAdapter, value: adapter }]),
    { label: words.whyPrompt, value: promptVersion },
    { label: words.whyEvidence, value: fill(words.whyEvidenceCount, brief.evidence.length) },
    { label: words.whyMade, value: fill(words.whyMadeAt, formats.dateTime(brief.madeAt, now), seconds.toFixed(1)) },
    { label: words.whyRejected, value: rejected ?? fill(words.whyRejectedMany, rejectedClaims) },
  ];
};

const mostPeople = 8;
const mostOfOurs = 6;

const drawPeople = (reading, people) => {
  const { words } = reading;
  const met = people.filter((person) => (person.with ?? []).length > 0).slice(0, mostPeople);
  const counts = new Map();
  for (const person of met)
    for (const { name, interactions } of person.with ?? []) counts.set(name, (counts.get(name) ?? 0) + interactions);
  const names = [...counts]
    .sort((left, right) => right[1] - left[1])
    .slice(0, mostOfOurs)
    .map(([name]) => name);
  if (names.length === 0) return null;
  const rows = Math.max(names.length, met.length);
  const place = (index, of) => ((index + 0.5) * rows) / of;
  const printed = met.map((person) => ({ person, view: printPerson(reading, person) }));
  const pairs = printed.flatMap(({ person, view }, to) =>
    (person.with ?? []).flatMap(({ name, interactions }) => {
      const from = names.indexOf(name);
      return from < 0 ? [] : [{ from, to, name, person: person.name, interactions, isRecent: view.isRecent }];
    }),
  );
  return {
    rows,
    ours: names.map((name, index) => ({
      key: `o${index}`,
      name,
      initials: initialsOf(name),
      y: place(index, names.length),
    })),
    theirs: printed.map(({ view }, index) => ({
      key: `t${index}`,
      name: view.name,
      initials: view.initials,
      note: [view.role, view.contact].filter(Boolean).join(' · '),
      y: place(index, met.length),
      isRecent: view.isRecent,
    })),
    lines: pairs.map(({ from, to, interactions, isRecent }) => ({
      key: `${from}-${to}`,
      from: place(from, names.length),
      to: place(to, met.length),
      weight: interactions >= 10 ? 3 : interactions >= 3 ? 2 : 1,
      isRecent,
    })),
    text: fill(
      words.peopleMapText,
      pairs
        .map(({ name, person, interactions }) =>
          fill(
            words.peopleMapPair,
            name,
            person,
            interactions === 1 ? words.oneInteraction : fill(words.manyInteractions, interactions),
          ),
        )
        .join('; '),
    ),
  };
};

const initialsOf = (name) =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .filter((_letter, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const createFormats = ({ locale, timeZone }) => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const year = (at) => new Intl.DateTimeFormat(locale, { year: 'numeric', ...zone }).format(at);
  const span = (count, unit, english) =>
    /^en\b/i.test(locale)
      ? `${Math.floor(count)} ${english}`
      : new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(count));

  return {
    age: (at, now) => {
      const ms = Math.max(0, now.getTime() - Date.parse(at));
      if (ms < minuteMs) return span(ms / secondMs, 'second', 's');
      if (ms < hourMs) return span(ms / minuteMs, 'minute', 'min');
      if (ms < dayMs) return span(ms / hourMs, 'hour', 'h');
      if (ms < 60 * dayMs) return span(ms / dayMs, 'day', 'd');
      return span(ms / (30 * dayMs), 'month', 'mo');
    },

    money: (amount, currency) => {
      const number = { maximumFractionDigits: 0 };
      if (currency === null || !/^[A-Z]{3}$/.test(currency))
        return new Intl.NumberFormat(locale, number).format(amount);
      return new Intl.NumberFormat(locale, { ...number, style: 'currency', currency }).format(amount);
    },

    date: (day, now) => {
      const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
      const isThisYear = day.slice(0, 4) === year(now).replace(/\D/g, '');
      return new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        ...(isThisYear ? {} : { year: 'numeric' }),
        timeZone: 'UTC',
      }).format(at);
    },

    dateTime: (at, now) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...(year(new Date(at)) === year(now) ? {} : { year: 'numeric' }),
        ...zone,
      }).format(new Date(at)),

    day: (at, now) => {
      const ageMs = now.getTime() - Date.parse(at);
      const date = new Date(at);
      if (ageMs < 18 * hourMs) {
        return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(date);
      }
      if (ageMs < 6 * dayMs) return new Intl.DateTimeFormat(locale, { weekday: 'short', ...zone }).format(date);
      return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone }).format(date);
    },

    clock: (ms) => {
      const seconds = Math.floor(ms / secondMs);
      const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
      return parts
        .slice(parts[0] === 0 ? 1 : 0)
        .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
        .join(':');
    },
  };
};

const printAnswer = (reading, answer) => {
  const { words } = reading;
  const evidence = indexEvidence(answer.evidence);
  const kinds = answer.searched.kinds.map((kind) => words[kindWords[kind]].toLowerCase());
  const isUnclear = answer.outcome === 'unclear';
  const isNothing = answer.outcome === 'no_evidence' || answer.sentences.length === 0;
  const searched = fill(words.answerSearched, answer.searched.passages, kinds.join(', '));
  return {
    sentences: answer.sentences.map(({ text, cites }) => ({ text, cites: printCites(reading, cites, evidence) })),
    understood: answer.understoodAs ? fill(words.answerUnderstood, answer.understoodAs) : null,
    notice: isUnclear
      ? printUnclear(words, answer.choices ?? [])
      : isNothing
        ? words.answerNothing
        : answer.madeBy.mode === 'extracts'
          ? words.answerExtracts
          : null,
    searched: isUnclear || kinds.length === 0 ? '' : searched,
  };
};

const printUnclear = (words, choices) =>
  choices.length === 0 ? words.answerUnclearNothing : fill(words.answerUnclear, choices.join(', '));

const printSignal = (words, code) => {
  const key = `signal_${code}`.replaceAll(/_(\w)/g, (_match, letter) => letter.toUpperCase());
  return Object.hasOwn(words, key) ? words[key] : code.replaceAll('_', ' ');
};

const printItem = (reading, item) => {
  const { words, formats, now } = reading;
  const { reason, precision } = item;
  const isOverdue = reason.due !== null && reason.due < now.toISOString().slice(0, 10);
  const notes = [
    printSignal(words, precision.code),
    reason.due === null ? null : fill(isOverdue ? words.overdue : words.due, formats.date(reason.due, now)),
    reason.due !== null || reason.at === null ? null : fill(words.ago, formats.age(reason.at, now)),
    precision.total === 0 ? null : fill(words.attentionPrecision, precision.helpful, precision.total),
  ];
  return {
    key: item.record.id,
    recordId: item.record.id,
    objectName: item.record.type,
    title: item.title,
    subtitle: [item.account, printSubtitle(reading, item)].filter(Boolean).join(' · '),
    state: printState(reading, { state: item.state, risks: [] }),
    insightId: reason.id,
    text: reason.text,
    cites: printCites(reading, reason.cites, indexEvidence(item.evidence)),
    notes: notes.filter((note) => note !== null).join(' · '),
    isOverdue,
  };
};

const printAttention = (reading, list) => {
  const { words } = reading;
  return {
    items: list.items.map((item) => printItem(reading, item)),
    budget: fill(words.attentionBudget, list.budget.used, list.budget.perDay),
    heldBack: list.heldBack === 0 ? null : fill(words.attentionHeldBack, list.heldBack),
    muted:
      list.muted.length === 0
        ? null
        : fill(
            words.attentionMuted,
            list.muted
              .map(
                ({ code, helpful, total }) =>
                  `${printSignal(words, code)} (${fill(words.attentionPrecision, helpful, total)})`,
              )
              .join(', '),
          ),
    empty: list.looked === 0 ? words.attentionNoDeals : fill(words.attentionEmptyBody, list.looked),
  };
};

const printCrmAnswer = (reading, answer) => {
  const { words } = reading;
  const columns = answer.columns.map(({ name, label, type }) => ({ key: name, label, isNumber: isNumeric(type) }));
  return {
    reading: answer.reading ?? '',
    count: printCount(reading, answer),
    notice: answer.madeBy.mode === 'model' ? words.crmByModel : null,
    columns,
    rows: answer.rows.map(({ record, currency, values }, place) => ({
      key: record?.id ?? `row-${place}`,
      recordId: record?.id ?? null,
      cells: answer.columns.map((column, index) => ({
        key: column.name,
        label: column.label,
        text: printCell(reading, column, values[index] ?? null, currency),
        isNumber: isNumeric(column.type),
        isFirst: index === 0,
      })),
    })),
    refusal: answer.refused && { sentence: answer.refused.sentence, examples: answer.refused.examples },
    query: answer.query,
  };
};

const isNumeric = (type) => type === 'number' || type === 'money' || type === 'percent';

const printCount = ({ words }, { rows, totalRows, hasMore }) => {
  if (totalRows === 0) return words.crmNoRows;
  if (hasMore) return fill(words.crmRowsMore, rows.length, totalRows);
  return totalRows === 1 ? words.crmOneRow : fill(words.crmManyRows, totalRows);
};

const printCell = ({ words, formats, now }, { type, name }, value, currency) => {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? words.crmYes : words.crmNo;
  if (typeof value === 'number') {
    if (type === 'money') return formats.money(value, currency);
    if (type === 'percent') return `${formats.money(value, null)} %`;
    // A year is no amount: 2026, not 2,026.
    return name.startsWith('expr') && value >= 1900 && value < 2100 ? String(value) : formats.money(value, null);
  }
  if (type === 'date') return formats.date(value, now);
  return type === 'date_time' ? formats.dateTime(value, now) : value;
};

const isErrorCode = (code) => Object.hasOwn(errorCodes, code);

const printError = (words, code) => {
  if (code === 'unreachable') return { sentence: words.unreachable, isRetryable: true };
  const known = isErrorCode(code) ? code : 'internal';
  return { sentence: words[`error_${known}`], isRetryable: errorCodes[known].retryable };
};

const printSections = ({ words, formats, now }, brief, lastViewedAt) => {
  const isNew = ({ at }) => lastViewedAt !== null && at !== null && at > lastViewedAt;
  const fresh = brief.changes.filter(isNew);
  const earlier = brief.changes.filter((change) => !isNew(change));
  const changes =
    lastViewedAt === null || fresh.length === 0
      ? [{ key: 'changes', title: words.sectionChanges, insights: brief.changes, isFolded: false }]
      : [
          {
            key: 'changes',
            title: fill(words.sectionSinceYouLooked, formats.day(lastViewedAt, now)),
            insights: fresh,
            isFolded: false,
          },
          {
            key: 'earlier',
            title: fill(words.sectionEarlierChanges, earlier.length),
            insights: earlier,
            isFolded: true,
          },
        ];
  const sections = [
    ...changes,
    { key: 'risks', title: words.sectionRisks, insights: brief.risks, isFolded: false },
    { key: 'nextSteps', title: words.sectionNextSteps, insights: brief.nextSteps, isFolded: false },
    { key: 'asks', title: words.sectionAsks, insights: brief.asks, isFolded: false },
    { key: 'facts', title: words.sectionFacts, insights: brief.facts, isFolded: false },
  ];
  return sections.filter(({ insights }) => insights.length > 0);
};

const printSetupStep = (words, { code, state, values }) => {
  const name = `setup${pascal(code)}`;
  if (!hasWord(words, name)) return null;
  const sentence = `${name}${pascal(state)}`;
  return {
    code,
    state,
    title: words[name],
    stateLabel: words[stateWords[state]],
    text: hasWord(words, sentence) ? fill(words[sentence], values.join(', ')) : '',
  };
};

const stateWords = {
  ok: 'setupStateOk',
  attention: 'setupStateAttention',
  failed: 'setupStateFailed',
  unknown: 'setupStateUnknown',
};

const hasWord = (words, key) => Object.hasOwn(words, key);

const pascal = (code) =>
  code
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const createView = (options) => {
  const { words } = options;
  const formats = createFormats({
    locale: options.locale ?? 'en-US',
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  const at = (now) => ({ words, formats, now });

  return {
    words,
    formats,
    fill,
    header: (brief, now) => ({
      title: brief.title,
      subtitle: printSubtitle(at(now), brief),
      state: printState(at(now), brief),
      freshness: printFreshness(at(now), brief),
    }),
    sections: (brief, lastViewedAt, now) => printSections(at(now), brief, lastViewedAt),
    claim: (insight, evidence, now) => printClaim(at(now), insight, indexEvidence(evidence)),
    evidence: (evidence, now) => printEvidence(at(now), evidence),
    fieldValue: (value, now) => printFieldValue(at(now), value),
    deal: (deal, evidence, now) => printDeal(at(now), deal, indexEvidence(evidence)),
    peopleMap: (people, now) => drawPeople(at(now), people),
    attention: (list, now) => printAttention(at(now), list),
    person: (person, now) => printPerson(at(now), person),
    why: (brief, now) => printWhy(at(now), brief),
    made: (brief, now) => fill(words.madeBy, words.product, formats.age(brief.madeAt, now)),
    answer: (answer, now) => printAnswer(at(now), answer),
    crmAnswer: (answer, now) => printCrmAnswer(at(now), answer),
    error: (code) => printError(words, code),
    setupStep: (finding) => printSetupStep(words, finding),
  };
};

export { createView };
