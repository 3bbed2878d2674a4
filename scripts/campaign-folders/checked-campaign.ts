import type { CampaignSettings } from '../../server/domain/campaign/campaign-settings.ts';
import type { ScriptDraft } from '../../server/domain/said/script-draft.ts';
import type { CallScript } from '../../shared/call-script.ts';
import { AppError } from '../../shared/errors.ts';

export interface CheckedCampaign {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  /** Of script.yaml, hexadecimal. */
  readonly sha256: string;
  /** All that is said and sent, the script among it. */
  readonly drafts: readonly ScriptDraft[];
}

/**
 * The campaign of a folder, without base or key. A folder with a fault is not shown: what would be read is not what would be
 * called. AppError `campaign-invalid`.
 */
export async function checkedCampaign(dir: string): Promise<CheckedCampaign> {
  const { openCheckingFolder } = await import('../../server/context.ts');
  const { checkCampaign } = await import('../../server/domain/campaign-check/campaign-check.ts');
  const { refusePledgeLine } = await import('../../server/domain/campaign/pledge-line-kind.ts');
  const { draftsOf, fileHash } = await import('../../server/domain/said/script-draft.ts');
  const files = await openCheckingFolder().read(dir);
  const { settings, script, emails, aids, problems } = checkCampaign(files);
  if (settings && script && emails && problems.length === 0) {
    const sha256 = fileHash(files.get('script.yaml') ?? '');
    const drafts = draftsOf({ settings, script, scriptHash: sha256, emails, aids });
    return { settings, script, sha256, drafts };
  }
  refusePledgeLine(problems);
  throw new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: `Ce dossier a des défauts : il ne se montre pas encore.`,
    hint: 'Voyez-les avec plateau campaign check, corrigez, puis recommencez.',
  });
}
