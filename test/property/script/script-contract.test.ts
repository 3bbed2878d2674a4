import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathStep } from '../../../shared/call-script.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { requiredMarks } from '../../../shared/script-marks.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';
import {
  codeArb,
  insist,
  isStopOrOpen,
  play,
  pressArb,
  type Walk,
} from '../../support/campaign/script-walks.ts';

const script = referenceScript();
const presses = fc.array(pressArb, { maxLength: 40 });
const answersOnly = fc.array(fc.record({ kind: fc.constant('answer' as const), pick: fc.nat(1000) }), {
  minLength: 40,
  maxLength: 40,
});

/** An honest closed call: random presses, then a disposition pressed until it closes. */
const closedWalk: fc.Arbitrary<Required<Walk>> = fc
  .tuple(presses, codeArb)
  .map(([pressed, code]) => {
    const walk = play(script, pressed);
    return walk.closed === undefined ? insist(script, walk.path, code) : walk;
  })
  .filter((walk): walk is Required<Walk> => walk.closed !== undefined);

const bears = (step: PathStep, mark: string) =>
  script.nodes[step.node]?.marks.some((one) => one === mark) === true;
const codesOf = ({ path, closed }: Required<Walk>) =>
  contractBreaches(script, path, closed).map((breach) => breach.code);

describe('an honest agent is never refused', () => {
  it('answers alone always close the call', () => {
    fc.assert(
      fc.property(answersOnly, (pressed) => {
        const walk = play(script, pressed);
        expect(walk.closed).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it('whatever was pressed before, a closed call has no breach', () => {
    fc.assert(
      fc.property(closedWalk, (walk) => {
        expect(contractBreaches(script, walk.path, walk.closed)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('whatever was pressed before, a stop or a failure can always be recorded; a refusal to talk and a callback unless the call said otherwise', () => {
    fc.assert(
      fc.property(presses, codeArb.filter(isStopOrOpen), (pressed, code) => {
        const { path, closed } = play(script, pressed);
        if (closed !== undefined) return;
        const end = insist(script, path, code);
        if (end.closed === code) return;
        const { family, form } = dispositionOf(code) ?? {};
        const refused = contractBreaches(script, end.path, code).map((breach) => breach.code);
        if (family === 'REFUS SANS ÉCOUTE') expect(refused).toContain('contradicts-path');
        else expect([form, refused]).toEqual(['callback', ['ask-after-stop']]);
      }),
      { numRuns: 1000 },
    );
  });

  it('any disposition can be reached by pressing it, unless the person asked to stop', () => {
    fc.assert(
      fc.property(presses, codeArb, (pressed, code) => {
        const { path, closed } = play(script, pressed);
        if (closed !== undefined) return;
        const end = insist(script, path, code);
        const refused = contractBreaches(script, end.path, code).map((breach) => breach.code);
        const mayBe = refused.includes('ask-after-stop') || refused.includes('contradicts-path');
        expect(end.closed === code || mayBe).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a forged path is always refused', () => {
  const mutated = (mutate: (walk: Required<Walk>) => readonly PathStep[] | undefined) =>
    fc.assert(
      fc.property(closedWalk, (walk) => {
        const path = mutate(walk);
        // A firm no ends without the other offer: nothing of such a call was taken away.
        const isForged = path !== undefined && JSON.stringify(path) !== JSON.stringify(walk.path);
        if (isForged) expect(codesOf({ ...walk, path })).not.toEqual([]);
      }),
      { numRuns: 500 },
    );

  it('R-03 without its thank-you', () =>
    mutated(({ path, closed }) =>
      requiredMarks(closed, 'upgrade').includes('thanks')
        ? path.filter((step) => !bears(step, 'thanks'))
        : undefined,
    ));

  // Who hung up after the proposal is a refusal without a reason, and heard no other offer.
  const hungUp = ({ path, closed }: Required<Walk>) =>
    closed === 'RA_SANSMOTIF' && path.at(-1)?.answer === undefined;
  it('R-04 without the one-off offer', () =>
    mutated(({ path, closed }) =>
      requiredMarks(closed, 'upgrade').includes('ask-one-off') && !hungUp({ path, closed })
        ? path.filter((step) => !bears(step, 'ask-one-off'))
        : undefined,
    ));

  it('without the yes to the read-back', () =>
    mutated(({ path, closed }) =>
      requiredMarks(closed, 'upgrade').includes('read-back')
        ? path.map((step) => (bears(step, 'read-back') ? { node: step.node } : step))
        : undefined,
    ));

  it('through an unknown node', () => {
    fc.assert(
      fc.property(closedWalk, fc.nat(), (walk, at) => {
        const path = walk.path.toSpliced(at % (walk.path.length + 1), 0, { node: 'inconnue' });
        expect(codesOf({ ...walk, path })).toContain('unknown-node');
      }),
    );
  });

  it('with an answer that its node does not have', () => {
    fc.assert(
      fc.property(closedWalk, fc.nat(), (walk, pick) => {
        const at = pick % walk.path.length;
        const path = walk.path.with(at, { node: walk.path[at]!.node, answer: 'z' });
        expect(codesOf({ ...walk, path })).toContain('broken-path');
      }),
    );
  });

  it('from another start', () => {
    fc.assert(
      fc.property(closedWalk, (walk) => {
        fc.pre(walk.path.length > 1);
        expect(codesOf({ ...walk, path: walk.path.slice(1) })).toContain('wrong-start');
      }),
    );
  });

  it('with one step in the middle taken out, when answers led there', () => {
    fc.assert(
      fc.property(answersOnly, fc.nat(), (pressed, pick) => {
        const walk = play(script, pressed);
        fc.pre(walk.closed !== undefined && walk.path.length > 2);
        const at = 1 + (pick % (walk.path.length - 2));
        const path = walk.path.toSpliced(at, 1);
        expect(contractBreaches(script, path, walk.closed!).map((one) => one.code)).toContain('broken-path');
      }),
    );
  });
});
