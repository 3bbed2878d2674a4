import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pbxFiles } from '../../../server/domain/line/dialplan-text.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

/** Extensions of the text, each with its steps. */
function extensionsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  let steps: string[] = [];
  for (const line of text.split('\n')) {
    const [, name, first] = /^exten => ([\w-]+),1,(.+)$/.exec(line) ?? [];
    const next = /^ same => n,(.+)$/.exec(line)?.[1];
    if (name !== undefined && first !== undefined) {
      steps = [first];
      all.set(name, steps);
    } else if (next !== undefined) steps.push(next);
  }
  return all;
}

interface Leg {
  group: string;
  skill: string;
}

/** A PBX that knows what the text uses of Asterisk: groups of legs, a mark that a member's leg takes over, jumps. */
function playedPbx(text: string) {
  const extensions = extensionsOf(text);
  const legs = new Set<Leg>();
  const count = (group: string) => [...legs].filter((leg) => leg.group === group).length;
  const set = (leg: Leg, step: string) => {
    const [, group] = /Set\(GROUP\(plateau\)=([\w-]*)\)/.exec(step) ?? [];
    const [, skill] = /Set\(__LINE_SKILL=(\d*)\)/.exec(step) ?? [];
    if (group !== undefined) leg.group = group;
    if (skill !== undefined) leg.skill = skill;
  };
  /** Until a queue takes the leg, or a seat: its name. */
  const run = (leg: Leg, name: string): string => {
    for (const step of extensions.get(name) ?? []) {
      const taken = /^(?:Queue|AgentRequest)\(([\w-]+)/.exec(step)?.[1];
      if (taken !== undefined) return taken;
      const [, group = '', most, beyond = ''] =
        /GROUP_COUNT\((\w+)@plateau\)\} > (\d+)\]\?(\w+),1\)$/.exec(step) ?? [];
      if (most !== undefined && count(group) > Number(most)) return run(leg, beyond);
      const to = /^Goto\((\w+),1\)$/.exec(step)?.[1];
      if (to !== undefined) return run(leg, to);
      if (!step.startsWith('ExecIf') || (step.includes('LINE_SKILL') && leg.skill === '1')) set(leg, step);
    }
    return '';
  };
  return {
    count,
    comes: (name: string) => {
      const leg = { group: '', skill: '' };
      legs.add(leg);
      return { leg, queue: run(leg, name) };
    },
    goesOn: (leg: Leg) => run(leg, 's'),
    rings: (caller: Leg, seat: string) => {
      const leg = { group: '', skill: caller.skill };
      legs.add(leg);
      run(leg, seat);
      return leg;
    },
    ends: (leg: Leg | undefined) => leg && legs.delete(leg),
  };
}

const LINE = lineSettings();
const MOST = 3;
const settings = {
  ...LINE,
  skills: [{ code: 'nl', name: 'néerlandais', queue: 'promesses-nl', spillAfterSeconds: 20 }],
  routes: [{ when: 'always' as const, to: 'MAISON', max: MOST, overflow: 'PARTENAIRE' }],
};
const [{ text = '' } = {}] = pbxFiles(settings);
const SEATS = ['MAISON-01', 'MAISON-02', 'PARTENAIRE-01'];

it('R-43: a caller of a skill whom a seat has holds a place of its site, one only, until the end', () => {
  const act = fc.constantFrom('plain', 'skill', 'seat', 'spill', 'end');
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.nat(20)), { maxLength: 40 }), (acts) => {
      const pbx = playedPbx(text);
      let calls: { leg: Leg; queue: string; seat?: string; member?: Leg }[] = [];
      const heldAt = (site: string) =>
        calls.filter(({ queue, seat }) => (seat === undefined ? queue === site : seat.startsWith(site)))
          .length;
      for (const [what, pick] of acts) {
        const waiting = calls.filter(({ queue, seat }) => queue === 'promesses-nl' && seat === undefined);
        const free = SEATS.filter((seat) => !calls.some((call) => call.seat === seat));
        const [skilled, seat] = [waiting[pick % waiting.length], free[pick % free.length]];
        if (what === 'plain' || what === 'skill') calls.push(pbx.comes(what === 'plain' ? 's' : 'nl'));
        if (what === 'seat' && skilled && seat)
          Object.assign(skilled, { seat, member: pbx.rings(skilled.leg, seat) });
        if (what === 'spill' && skilled) skilled.queue = pbx.goesOn(skilled.leg);
        const over = what === 'end' ? calls[pick % calls.length] : undefined;
        if (over) calls = calls.filter((call) => call !== over);
        for (const leg of over ? [over.leg, over.member] : []) pbx.ends(leg);
        const held = calls.filter(({ queue }) => queue === 'promesses').length + heldAt('MAISON-');
        expect(pbx.count('MAISON')).toBe(held);
      }
    }),
  );
});

it('R-43: beyond the threshold a caller goes on, whoever of a skill fills it', () => {
  const pbx = playedPbx(text);
  for (const seat of ['MAISON-01', 'MAISON-02']) pbx.rings(pbx.comes('nl').leg, seat);
  expect([pbx.comes('s').queue, pbx.comes('s').queue]).toEqual(['promesses', 'promesses-partenaire']);
});
