import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PeopleIndex } from '../../../server/directory/people-index.ts';
import type { PeopleGroup } from '../../../server/domain/groups/group.ts';
import {
  type Asker,
  LAYERS,
  layersSeen,
  may,
  RIGHTS,
  relationsOf,
  type Standing,
  VERBS,
} from '../../../server/domain/people/people-rights.ts';
import { searchScopes } from '../../../server/domain/people/people-search.ts';
import { soughtIn } from '../../../server/steps/people/find-people.ts';
import type { PeopleRoom } from '../../../server/steps/people/people-access.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { LEVELS, PARTICIPANT_KINDS, PARTICIPANT_STATUSES } from '../../../shared/people/people-words.ts';

/** Two levels: `a1` stands under `a`. */
const PARENTS: Readonly<Record<string, string>> = { a: '', a1: 'a', b: '' };
const GROUPS = Object.keys(PARENTS);
const childrenOf = (group: string) => GROUPS.filter((one) => PARENTS[one] === group);

const standing = (id: string): fc.Arbitrary<Standing> =>
  fc.record({
    id: fc.constant(id),
    status: fc.constantFrom(...PARTICIPANT_STATUSES),
    kind: fc.constantFrom(...PARTICIPANT_KINDS),
    belongings: fc
      .uniqueArray(fc.record({ group: fc.constantFrom(...GROUPS), level: fc.constantFrom(...LEVELS) }), {
        selector: ({ group }) => group,
      })
      .map((all) => all.map((one) => ({ ...one, parent: PARENTS[one.group] ?? '' }))),
  });

const people = fc.tuple(...Array.from({ length: 6 }, (_, at) => standing(`p${at}`)));
const asker: fc.Arbitrary<(all: readonly Standing[]) => Asker> = fc.oneof(
  fc.constantFrom('mobilisation' as const, 'data-officer' as const).map((office) => () => ({ office })),
  fc.nat(5).map((at) => (all: readonly Standing[]) => ({ ...(all[at] && { participant: all[at] }) })),
  fc.constant(() => ({})),
);

describe('R-51 the table of rights', () => {
  it('every verb answers every relation by the table and by nothing else', () => {
    fc.assert(
      fc.property(people, asker, fc.boolean(), fc.boolean(), (all, who, isShared, isOfAge) => {
        for (const subject of all)
          for (const verb of VERBS) {
            const rules = relationsOf(who(all), subject).map((relation) => RIGHTS[verb][relation]);
            const allowed =
              rules.includes('yes') ||
              (rules.includes('if-agreed') && isShared) ||
              (rules.includes('if-of-age') && isOfAge) ||
              (rules.includes('if-employee') && subject.kind === 'employee');
            expect(may(who(all), verb, { ...subject, isShared, isOfAge })).toBe(allowed);
          }
      }),
    );
  });

  it('whoever is no more or not yet confirmed sees nobody but themselves', () => {
    fc.assert(
      fc.property(people, fc.nat(5), (all, at) => {
        const own = all[at];
        if (!own || own.status === 'confirmed') return;
        for (const subject of all)
          expect(relationsOf({ participant: own }, subject)).toEqual(subject.id === own.id ? ['self'] : []);
      }),
    );
  });

  it('nobody but an office erases, imports or sees what is private, whatever their groups', () => {
    fc.assert(
      fc.property(people, fc.nat(5), (all, at) => {
        const participant = all[at];
        for (const subject of all)
          for (const verb of ['erase', 'import', 'see-private', 'edit-card'] as const)
            expect(may(participant ? { participant } : {}, verb, { ...subject, isShared: true })).toBe(false);
      }),
    );
  });

  it('R-54 nobody writes to a minor of no common group but an office or a colleague, and who is not confirmed writes to nobody', () => {
    fc.assert(
      fc.property(people, fc.nat(5), (all, at) => {
        const participant = all[at];
        if (!participant) return;
        for (const subject of all) {
          const minor = { ...subject, isShared: false, isOfAge: false };
          expect(may({ participant }, 'ask-to-write', minor)).toBe(false);
          const isCommon = relationsOf({ participant }, subject).some((one) =>
            ['same-group', 'referent', 'coordinator'].includes(one),
          );
          const isColleague = participant.kind === 'employee' && subject.kind === 'employee';
          const mayWrite = participant.status === 'confirmed' && (isCommon || isColleague);
          expect(may({ participant }, 'write', minor)).toBe(mayWrite);
        }
      }),
    );
  });

  it('a search that was kept gives its reader their own scopes of that day, whatever it says and whoever kept it', () => {
    fc.assert(
      fc.property(people, asker, asker, fc.string({ maxLength: 40 }), (all, keeper, reader, typed) => {
        const groups = GROUPS.map((id) => ({ id, parent: PARENTS[id] ?? '' }) as PeopleGroup);
        const room = (who: Asker) => ({ fields: [], groups, asker: who }) as unknown as PeopleRoom;
        const where = typed.replaceAll(':', ' ');
        if (searchScopes(keeper(all), childrenOf).length === 0) return;
        const kept = soughtIn(room(keeper(all)), where);
        const own = searchScopes(reader(all), childrenOf);
        if (own.length === 0) expect(() => soughtIn(room(reader(all)), where)).toThrow('droits');
        else expect(soughtIn(room(reader(all)), where)).toEqual({ sought: kept.sought, scopes: own });
      }),
    );
  });

  it('a search finds exactly the cards and the layers that the table opens, and counts no other', () => {
    fc.assert(
      fc.property(people, asker, (all, who) => {
        const index = new PeopleIndex();
        index.put(
          all.map(({ belongings, ...one }) => ({
            ...one,
            place: { change: 1, id: one.id },
            name: one.id,
            sinceMs: 0,
            belongings,
            texts: Object.fromEntries(LAYERS.map((layer) => [layer, `mot${layer.replace('-', '')}`])),
            facets: LAYERS.map((layer) => ({ layer, key: 'cle', value: foldedText(layer) })),
          })),
        );
        const scopes = searchScopes(who(all), childrenOf);
        const everyone = { scopes, filters: [], words: [], from: 0, limit: 50 };
        const seen = all.filter((subject) => may(who(all), 'see-name', { ...subject, isShared: false }));
        expect(index.find(everyone)).toMatchObject({
          total: seen.length,
          found: seen.map(({ id }) => ({ id })),
        });
        for (const layer of LAYERS) {
          const open = all
            .filter((subject) => layersSeen(who(all), subject).includes(layer))
            .map(({ id }) => id);
          const byWord = index.find({ ...everyone, words: [`mot${layer}`] });
          const byFilter = index.find({ ...everyone, filters: [{ key: 'cle', value: foldedText(layer) }] });
          for (const { total, found } of [byWord, byFilter]) {
            expect(found.map(({ id }) => id)).toEqual(open);
            expect(total).toBe(open.length);
          }
        }
        index.close();
      }),
      { numRuns: 60 },
    );
  });
});
