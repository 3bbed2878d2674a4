import { describe, expect, it } from 'vitest';
import { checkScript } from '../../../server/domain/script/script-check.ts';
import { bannedPhrasesIn } from '../../../server/domain/wording/banned-phrases.ts';
import { type CallScript, callScriptSchema } from '../../../shared/call-script.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';

type Edit = readonly [where: string, value: unknown];

/** Sets the value at a dotted place; answers are found by their key: `nodes.impact.answers.s.to`. */
function put(target: object, [where, value]: Edit): void {
  const steps = where.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce<object>((at, step) => {
    const inside = Array.isArray(at) ? at.find((one) => one.key === step) : Reflect.get(at, step);
    expect(inside, where).toBeTypeOf('object');
    return inside;
  }, target);
  Reflect.set(holder, last, value);
}

/** The reference script after edits; still of the right shape. */
function changed(...edits: Edit[]): CallScript {
  const draft = structuredClone(referenceScript());
  for (const edit of edits) put(draft, edit);
  return callScriptSchema.parse(draft);
}

const codes = (script: CallScript) => [...new Set(checkScript(script).map((one) => one.code))].toSorted();
const find = (script: CallScript, code: string) => checkScript(script).find((one) => one.code === code);
const passage = (to: string) => ({
  title: 'Passage',
  say: 'Un passage.',
  answers: [{ key: 's', label: 'Suite', to }],
});

describe('the reference script', () => {
  it('has no fault', () => {
    expect(checkScript(referenceScript())).toEqual([]);
  });

  it('bears every mark of the contract (docs/rules/asks.md#a-call)', () => {
    const marks = Object.values(referenceScript().nodes).flatMap((node) => node.marks);
    for (const mark of [
      'thanks',
      'impact',
      'challenge',
      'ask-1',
      'ask-2',
      'ask-one-off',
      'coordinates',
      'read-back',
      'email-announced',
      'closing',
    ])
      expect(marks).toContain(mark);
  });

  it('« je veux arrêter » leads to AR_STOP with no ask on the way', () => {
    const { nodes } = referenceScript();
    for (const node of Object.values(nodes))
      for (const one of node.answers)
        if (one.label === '« Je veux arrêter »')
          expect(nodes[one.to ?? '']?.answers[0]?.ends).toEqual(['AR_STOP']);
  });
});

describe('structure', () => {
  it('a loop, reported at the answer that closes it', () => {
    const script = changed(['nodes.reponse_cause.answers.s.to', 'objection']);
    expect(find(script, 'loop')).toMatchObject({
      at: ['nodes', 'reponse_cause', 'answers', 0, 'to'],
      message: 'Le script tourne en rond : objection → reponse_cause → objection.',
    });
  });

  it('a node that leads to itself', () => {
    expect(codes(changed(['nodes.impact.answers.s.to', 'impact']))).toContain('loop');
  });

  it('an unknown node, an unreachable node, an unknown start', () => {
    expect(codes(changed(['nodes.impact.answers.s.to', 'nulle_part']))).toContain('unknown-node');
    expect(codes(changed(['nodes.ile', referenceScript().nodes.fin_deces]))).toEqual(['unreachable-node']);
    expect(codes(changed(['start', 'nulle_part']))).toContain('unknown-node');
  });

  it('a dead end: two nodes that only lead to each other', () => {
    const script = changed(
      ['nodes.a', passage('b')],
      ['nodes.b', passage('a')],
      ['nodes.impact.answers.3', { key: 'w', label: 'Piège', to: 'a' }],
    );
    expect(codes(script)).toEqual(['dead-end', 'loop']);
  });

  it('duplicate and reserved keys, a label too long', () => {
    expect(codes(changed(['nodes.merci.answers.d.key', 's']))).toEqual(['duplicate-key']);
    expect(codes(changed(['nodes.merci.answers.d.key', 'q']))).toEqual(['reserved-key']);
    expect(codes(changed(['nodes.merci.answers.d.label', 'x'.repeat(41)]))).toEqual(['label-too-long']);
  });

  it('dispositions that do not exist, are not of this kind, or are not the agent’s', () => {
    const ending = (code: string) => changed(['nodes.fin_deces.answers.f.ends', [code]]);
    expect(codes(ending('ZZ_RIEN'))).toEqual(['unknown-disposition']);
    expect(codes(ending('AC_RE'))).toEqual(['disposition-not-allowed']);
    expect(codes(ending('EF_EPUISE'))).toEqual(['disposition-not-allowed']);
  });

  it('Enter on two answers, or on one that ends, settles, stops or answers an ask', () => {
    const main = (...places: string[]) =>
      codes(changed(...places.map((one): Edit => [`nodes.${one}.main`, true])));
    expect(main('merci.answers.a')).toEqual(['two-main-answers']);
    for (const place of ['proposition.answers.n', 'recapitulatif.answers.o', 'fin_accord.answers.f'])
      expect(main(place)).toEqual(['main-answer-not-safe']);
    const alone = changed(['nodes.moment.answers.o.main', undefined], ['nodes.moment.answers.x.main', true]);
    expect(codes(alone)).toEqual(['main-answer-not-safe']);
    expect(codes(changed(['nodes.accroche.answers.o.main', undefined]))).toEqual([]);
  });

  it('a script beyond all measure is refused unread', () => {
    const nodes = Array.from({ length: 201 }, (_, at): Edit => [`nodes.n${at}`, passage('accroche')]);
    expect(codes(changed(...nodes))).toEqual(['too-many-nodes']);
  });

  it('another kind than the campaign, no way to object', () => {
    expect(codes(changed(['nodes.fin_opposition.answers.t.ends', ['OP_TOUT']]))).toEqual(['no-objection']);
    const settings = { ...loadedCampaign('upgrade-fr').settings, kind: 'reactivation' as const };
    expect(checkScript(referenceScript(), settings).map((one) => one.code)).toEqual(['kind-mismatch']);
  });
});

describe('the contract, on every path', () => {
  it('R-03 a path without a thank-you, with an example', () => {
    const script = changed(['nodes.fin_entretien.marks', ['closing']]);
    expect(codes(script)).toEqual(['path-without-thanks']);
    expect(find(script, 'path-without-thanks')?.message).toBe(
      'Un chemin finit sur RS_ENTRETIEN sans remerciement : accroche → moment → fin_entretien.',
    );
  });

  it('R-04 a refusal that skips the one-off offer', () => {
    expect(codes(changed(['nodes.repli.answers.n.to', 'fin_refus']))).toEqual(['path-without-one-off']);
  });

  it('an agreement that skips coordinates, read-back or the e-mail', () => {
    const to = (node: string) => changed(['nodes.repli.answers.o.to', node]);
    expect(codes(to('recapitulatif'))).toEqual(['path-without-coordinates']);
    expect(codes(to('fin_accord'))).toEqual(['path-without-coordinates', 'path-without-read-back']);
  });

  it('a read-back whose yes does not lead to the e-mail', () => {
    const script = changed(['nodes.recapitulatif_corrige.answers.o.to', 'fin_refus']);
    expect(codes(script)).toContain('read-back-without-yes');
  });

  it('a third monthly ask, a second one-off ask', () => {
    expect(codes(changed(['nodes.objection.marks', ['ask-2']]))).toContain('too-many-asks');
    expect(codes(changed(['nodes.fin_refus.marks', ['closing', 'thanks', 'ask-one-off']]))).toEqual([
      'ask-after-firm-no',
      'ask-in-closing',
      'too-many-asks',
    ]);
  });

  it('an ask before the thank-you, a one-off before the monthly ask', () => {
    expect(codes(changed(['nodes.merci.marks', []]))).toContain('ask-out-of-order');
    expect(codes(changed(['nodes.impact.answers.s.to', 'don_ponctuel']))).toContain('ask-out-of-order');
  });

  it('an ask on the way to a stop', () => {
    const script = changed(
      ['nodes.retenir', { ...passage('fin_arret'), marks: ['ask-2'] }],
      ['nodes.proposition.answers.a.to', 'retenir'],
    );
    expect(codes(script)).toEqual(['ask-after-stop']);
  });

  it('an ask after a firm no, a reason heard that is none or that no list offers, a stop word out of place', () => {
    expect(codes(changed(['nodes.proposition.answers.f.to', 'don_ponctuel']))).toEqual(['ask-after-firm-no']);
    const heard = (code: string) => codes(changed(['nodes.objection.answers.m.heard', code]));
    for (const code of ['NE_MERCI', 'AC_UP', 'RA_RIEN']) expect(heard(code)).toEqual(['heard-not-a-refusal']);
    const list = (key: string): Edit => [`nodes.fin_refus.answers.${key}.ends`, ['RA_AUTRE', 'RA_SANSMOTIF']];
    const unlisted = changed(...['o', 'c', 'r', 'm'].map(list));
    expect(codes(unlisted)).toEqual(['heard-never-offered']);
    for (const node of ['merci', 'fin_neutre', 'fin_accord'])
      expect(codes(changed([`nodes.${node}.stopWord`, 'anger']))).toEqual(['stop-word-out-of-place']);
  });

  it('an effect on an ask that was not made', () => {
    expect(codes(changed(['nodes.proposition.answers.o.effect', 'agree-2']))).toEqual(['effect-without-ask']);
  });

  it('a mark that no node bears any more', () => {
    const script = changed(
      ['nodes.fin_ponctuel.marks', ['closing', 'thanks']],
      ['nodes.fin_accord.marks', ['closing', 'thanks']],
    );
    expect(codes(script)).toContain('missing-mark-node');
  });

  it('stays quick where paths are countless', () => {
    // 2^60 paths: two answers between each of sixty nodes.
    const detours = Array.from({ length: 60 }, (_, at): Edit => {
      const to = at < 59 ? `n${at + 1}` : 'proposition';
      const answers = ['a', 'b'].map((key) => ({ key, label: 'Suite', to }));
      return [`nodes.n${at}`, { title: 'Détour', say: 'Un détour.', answers }];
    });
    expect(checkScript(changed(...detours, ['nodes.impact.answers.s.to', 'n0']))).toEqual([]);
  });
});

describe('words', () => {
  const saying = (say: string) => changed(['nodes.impact.say', say]);

  it('an unknown variable, a syntax error, a loop', () => {
    expect(codes(saying('Bonjour {{ iban }}'))).toEqual(['unknown-variable']);
    expect(codes(saying('Bonjour {{ nom '))).toEqual(['liquid-syntax']);
    expect(codes(saying('{% for i in (1..9) %}x{% endfor %}'))).toEqual(['liquid-syntax']);
  });

  it('an optional variable outside its condition', () => {
    expect(codes(saying('Depuis {{ annee_depuis }}.'))).toEqual(['unguarded-variable']);
    expect(codes(saying('{% if annee_depuis %}{{ cumul }}{% endif %}'))).toEqual(['unguarded-variable']);
    expect(codes(saying('{% if cumul %}{{ cumul }}{% else %}rien{% endif %}'))).toEqual([]);
  });

  it.each([
    'Sans vous, des enfants vont mourir.',
    'C’est votre dernière chance.',
    'Vous devez donner davantage.',
    'Faites un petit effort !',
    'Vous n’avez pas honte ?',
    'Aujourd’hui seulement.',
    'J’insiste.',
    'Bonjour Mademoiselle.',
    'Merci aux donateurs.rices.',
    'Merci aux donateur·ices.',
    '100 % de votre don va sur le terrain.',
  ])('R-13 refuses « %s »', (say) => {
    expect(codes(saying(say))).toEqual(['banned-phrase']);
  });

  it.each([
    'Merci aux personnes qui nous soutiennent.',
    'Un hébergement d’urgence, c’est utile.',
    'Prenez le temps qu’il vous faut.',
    'Écrivez à dons@exemple.invalid, c’est simple.',
    'Le dépistage est gratuit pour tout le monde.',
  ])('lets « %s » pass', (say) => {
    expect(bannedPhrasesIn(say, 'fr')).toEqual([]);
  });
});
