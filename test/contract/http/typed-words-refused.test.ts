import { describe, expect, it, onTestFinished } from 'vitest';
import { appRouter } from '../../../server/routers/app-router.ts';
import { AppError } from '../../../shared/errors.ts';
import { openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';
import { type TypedField, typedFields } from '../../support/house/typed-fields.ts';

/** Words that are not about an act: an outcome's note is a donor's record, a script is what the charity gave. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'calls.save note': 'sealed with the call, judged by the outcome',
  'calls.saveAndNext note': 'sealed with the call, judged by the outcome',
  'training.pass note': 'an exercise, kept nowhere',
  'scripts.import text': 'the file of a script',
  'agenda.createEvent text': 'an announcement, sealed: whom to ask, and at which number, may be in it',
  'agenda.editEvent text': 'the same',
  'people.write text': 'the same, in the name of the association',
  'ownMessages.write text':
    'a message between people, sealed: a name and a number may be in it; its step judges the rest',
  'ownItems.report text': 'the same, to whoever coordinates',
  'ownAgenda.announce text': 'an announcement of a group, as by the commands',
  'ownAgenda.editEvent text': 'the same',
  'webDoor.askOwnChange text': 'the same, to the charity or its CRM',
  'webDoor.changeOwnCard text': 'their own card, with their own number; a presentation is judged by its step',
};

const PERSONAL = [
  'appelez Mme ÇELIK au 06 39 98 00 01',
  'écrire à quelqu.un@exemple.invalid',
  'rappeler au +32 475 12 34 56',
  'sa carte 4111 1111 1111 1111',
  'Mme ÇELIK semblait pressée',
  'vu avec M. Le Testeur',
  'la personne a un début d’Alzheimer',
  'la personne est musulmane, et vote à gauche',
  'une vieille peau',
];

const fields = typedFields(appRouter._def.procedures);
const nameOf = ({ path, field }: TypedField) => `${path} ${field}`;

describe('R-33 what staff type about an act', () => {
  it('is found in every procedure, by the name of its field', () => {
    expect(fields.length).toBeGreaterThan(45);
    expect(Object.keys(ELSEWHERE).filter((one) => !fields.some((field) => nameOf(field) === one))).toEqual(
      [],
    );
  });

  it.each(fields.filter((one) => ELSEWHERE[nameOf(one)] === undefined))(
    '$path refuses a number, an address, a card in its $field',
    ({ schema }) => {
      for (const text of PERSONAL) {
        const refused = () => schema.parse(text);
        expect(refused).toThrow(AppError);
        expect(refused).toThrow(expect.objectContaining({ code: 'custody-text', kind: 'invalid' }));
        expect(refused).not.toThrow(/ÇELIK|Testeur|Alzheimer|musulmane|06 39|quelqu|4111/);
      }
      expect(schema.parse(' rappel demandé, fiche 1042, vu le 12/03 ')).toBe(
        'rappel demandé, fiche 1042, vu le 12/03',
      );
      expect(schema.parse('dit « Madame, Monsieur » au lieu du nom')).toContain('Madame');
    },
  );

  it('is refused to the person as any other refusal, before anything is done', async () => {
    const house = await openAccessHouse('off');
    onTestFinished(() => house.close());
    await house.hire('berthe', 'lead');
    const { rpc } = await house.enter('berthe');
    const pause = (reason: string) =>
      outcomeOf(rpc.team.pause.mutate({ campaign: house.campaign.code, reason }));
    expect(await pause('le donateur du 06 39 98 00 01 s’est plaint')).toBe('custody-text');
    expect(await house.actions('campaign.pause')).toEqual([]);
    expect(await pause('un donateur s’est plaint, fiche 12')).toBe('ok');
  });
});
