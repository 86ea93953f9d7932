import type { Calendar } from '../calendar.ts';
import type { DealScript, ScriptChange, Stage } from '../deal-script.ts';
import type { DistractorBank } from '../phrases/phrase-bank.ts';
import type { Random } from '../random.ts';
import type { Conditions } from './conditions.ts';

const path: Stage[] = ['Qualification', 'Discovery', 'Evaluation', 'Proposal', 'Negotiation'];
const steps = [
  'Workshop',
  'Send offer',
  'Reference call',
  'Contract review',
  'Security review',
  'Pilot',
  'Final price',
];

/** The fields of a generated deal and how they came to be, so that its conditions hold. */
export const writeHistory = (options: {
  random: Random;
  calendar: Calendar;
  conditions: Conditions;
  created: number;
  last: number;
  stage: Stage;
  amount: number;
  distractors: DistractorBank;
}): Pick<DealScript, 'history' | 'closeDate' | 'amount' | 'nextStep'> => {
  const { random, calendar, conditions, created, last, stage, amount } = options;
  const history: ScriptChange[] = [];
  const at = (offset: number) =>
    calendar.at(offset, `${String(random.int(8, 16)).padStart(2, '0')}:${random.int(10, 59)}`);

  const finalMove = conditions.isClosed
    ? last
    : conditions.isStalled
      ? Math.max(created + 6, calendar.offsetAtLeast(random.int(49, 80)))
      : -random.int(2, 25);
  const stages = conditions.isClosed ? [...path, stage] : path.slice(0, path.indexOf(stage) + 1);
  const moves = stages.length - 1;
  for (let move = 1; move <= moves; move++)
    history.push({
      at: at(move === moves ? finalMove : Math.round(created + ((finalMove - created) * move) / moves) - 1),
      field: 'StageName',
      from: stages[move - 1] ?? null,
      to: stages[move] ?? null,
    });

  const close = conditions.isClosed
    ? calendar.day(last).iso
    : calendar.day(conditions.isPassed ? -random.int(2, 20) : random.int(6, 70)).iso;
  const wanted = Math.min(...(conditions.isPassed ? [-random.int(24, 44)] : [random.int(1, 5)]));
  if (conditions.isPushed) {
    const middle = calendar.day(wanted).iso;
    const pushes = random.int(1, 2);
    const latest = -random.int(3, 20);
    if (pushes === 2)
      history.push({
        at: at(latest - random.int(6, 25)),
        field: 'CloseDate',
        from: calendar.day(wanted - 15).iso,
        to: middle,
      });
    history.push({ at: at(latest), field: 'CloseDate', from: middle, to: close });
  }

  const now = conditions.isAmountCut ? Math.round((amount * random.pick([0.6, 0.75, 0.85])) / 500) * 500 : amount;
  if (conditions.isAmountCut)
    history.push({ at: at(-random.int(3, 35)), field: 'Amount', from: String(amount), to: String(now) });
  if (conditions.isAmountRaised)
    history.push({
      at: at(-random.int(3, 40)),
      field: 'Amount',
      from: String(Math.round(amount * 0.8)),
      to: String(now),
    });

  const nextStep = conditions.lacksNextStep || conditions.isClosed ? null : random.pick(steps);
  if (conditions.hasNextStepChange)
    history.push({
      at: at(-random.int(2, 18)),
      field: 'NextStep',
      from: random.pick(steps.filter((step) => step !== nextStep)),
      to: nextStep,
    });
  return { history, closeDate: close, amount: now, nextStep };
};
