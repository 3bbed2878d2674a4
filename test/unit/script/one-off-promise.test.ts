import { describe, expect, it } from 'vitest';
import { oneOffPromise } from '../../../server/domain/script/one-off-promise.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';

const { script } = loadedCampaign('upgrade-fr');

describe('R-04 what the charity approves about the single gift', () => {
  it('names each answer after which it is not offered, with its steps, as the script holds them', () => {
    const said = oneOffPromise(script);
    const steps = Object.keys(script.nodes);
    const at = (id: string) => steps.indexOf(id) + 1;
    expect(said).toContain(`« Non », fermement (étapes ${at('proposition')} et ${at('repli')})`);
    expect(said).toContain(`Ne rien changer (étape ${at('reponse_moyens')})`);
    expect(said).not.toContain('toujours');
  });

  it('promises « toujours » only where no answer is spared', () => {
    const nodes = Object.fromEntries(
      Object.entries(script.nodes).map(([id, node]) => [
        id,
        {
          ...node,
          answers: node.answers.map((one) =>
            one.effect === 'refuse-all' ? { ...one, effect: 'refuse-increase' as const } : one,
          ),
        },
      ]),
    );
    expect(oneOffPromise({ ...script, nodes })).toBe('Après un refus, le don ponctuel est toujours proposé.');
  });
});
