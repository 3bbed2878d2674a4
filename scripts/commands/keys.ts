import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import { askNewPassphrase } from '../cli/asking/new-passphrase.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { hostActor, onHost, passphraseOf } from '../cli/host.ts';
import { SEALS_NOTHING, sayOtherRings } from '../cli/other-rings.ts';
import { registerKeyChanges } from './key-changes.ts';
import { registerKeyCopies } from './key-copies.ts';

/** The key ring, on the host of the data. */
export function registerKeys(program: Command, { env, terminal }: CommandContext): void {
  const keys = program
    .command('keys')
    .description('trousseau : clés de la maison, des campagnes et des associations (sur le serveur)');
  registerKeyCopies(keys, { env, terminal });
  registerKeyChanges(keys, { env, terminal });
  keys
    .command('init')
    .addHelpText('after', '\nExemple : plateau keys init')
    .description(
      'crée le trousseau et la clé de la maison, phrase secrète tapée deux fois ; à nouveau : la vérifie',
    )
    .action(async () => {
      const config = readConfig(env);
      const { hasKeys, initKeys } = await import('../../server/context.ts');
      const isKnown = config.passphraseFile !== undefined || (await hasKeys(config));
      const passphrase = isKnown ? passphraseOf(config, terminal) : () => askNewPassphrase(terminal);
      const made = await initKeys(config, passphrase);
      terminal.line(
        `${made.created ? 'Trousseau créé' : 'Trousseau déjà là, phrase secrète juste'} : ${config.keysDir}`,
      );
      terminal.line(`Clé de la maison : ${made.fingerprint}`);
    });
  keys
    .command('export')
    .addHelpText('after', '\nExemple : plateau keys export UPG-FR-2026 > campagne.asc')
    .argument('[campagne]', 'code de la campagne ; sans lui, la clé de la maison')
    .description('écrit une clé publique, à donner à l’association')
    .action(async (campaign: string | undefined) => {
      await onHost(env, terminal, async ({ app }) => {
        const { vault, exchange } = app;
        if (campaign) {
          const { requireCampaign } = await import('../../server/steps/find-campaign.ts');
          await app.store.read((rows) => requireCampaign(rows, campaign));
        }
        const armoured = campaign ? await vault.campaignPublicKey(campaign) : await exchange.housePublicKey();
        terminal.lines(armoured.split('\n'));
      });
    });
  registerOthersKeys(keys, { env, terminal });
}

/** Keys that charities and suppliers gave. */
function registerOthersKeys(keys: Command, { env, terminal }: CommandContext): void {
  keys
    .command('add-charity')
    .addHelpText('after', '\nExemple : plateau keys add-charity UNION cle-association.asc')
    .argument('<association>', 'code de l’association (charity.code de campaign.yaml)')
    .argument('<fichier>', 'clé publique OpenPGP, .asc')
    .option('--replace', 'remplace une autre clé de la même association')
    .description('enregistre la clé publique de l’association, après un essai aller-retour')
    .action(async (charity: string, file: string, flags: { replace?: boolean }) => {
      await onHost(env, terminal, async ({ app }) => {
        const armoured = readGivenText(file);
        const { registerPartyKey } = await import('../../server/steps/keys/register-key.ts');
        const asked = { kind: 'charity', code: charity, armoured, replace: flags.replace ?? false } as const;
        const { fingerprint, servers } = await registerPartyKey(app, { ...asked, actor: hostActor() });
        terminal.line(`Clé de ${charity} : ${fingerprint}`);
        sayOtherRings({ terminal }, servers, SEALS_NOTHING);
        terminal.line('Comparez cette empreinte avec l’association, par un autre canal.');
      });
    });
  keys
    .command('add-supplier')
    .argument('<fournisseur>', 'code du fournisseur de numéros (enrichment.supplier de campaign.yaml)')
    .argument('<fichier>', 'clé publique OpenPGP, .asc')
    .option('--replace', 'remplace une autre clé du même fournisseur')
    .description('enregistre la clé publique d’un fournisseur de numéros, après un essai aller-retour')
    .addHelpText('after', '\nExemple : plateau keys add-supplier ANNUAIRE annuaire.asc')
    .action(async (supplier: string, file: string, flags: { replace?: boolean }) => {
      await onHost(env, terminal, async ({ app }) => {
        const armoured = readGivenText(file);
        const { registerPartyKey } = await import('../../server/steps/keys/register-key.ts');
        const asked = {
          kind: 'supplier',
          code: supplier,
          armoured,
          replace: flags.replace ?? false,
        } as const;
        const { fingerprint, servers } = await registerPartyKey(app, { ...asked, actor: hostActor() });
        terminal.line(`Clé de ${supplier} : ${fingerprint}`);
        sayOtherRings({ terminal }, servers, SEALS_NOTHING);
        terminal.line('Comparez cette empreinte avec le fournisseur, par un autre canal.');
      });
    });
}
