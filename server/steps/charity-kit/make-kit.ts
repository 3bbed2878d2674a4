import { civilDate } from '../../../shared/time.ts';
import type { GivenKey, KitFacts } from '../../domain/charity-kit/kit-facts.ts';
import { kitPage } from '../../domain/charity-kit/kit-page.ts';
import { kitTemplate } from '../../domain/charity-kit/kit-template.ts';
import { templateFileName } from '../../domain/contact-file/contact-file-name.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { documentHtml } from '../../domain/files/document-html.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { type MadeFile, madeFile } from '../papers/paper-files.ts';

interface KitDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'campaignPublicKey'>;
  readonly exchange: Pick<Exchange, 'housePublicKey' | 'houseFingerprint'>;
  readonly documents: DocumentWriter;
  readonly workbooks: { readonly writer: WorkbookWriter };
}

export interface MadeKit {
  readonly files: readonly MadeFile[];
  readonly campaignKey: GivenKey;
  readonly houseKey: GivenKey;
}

/**
 * The launch kit of a campaign: what the charity reads, as HTML and PDF, the workbook it fills, our two public keys.
 * Nothing of a donor is in it; made twice on one day it is the same. AppErrors `campaign-unknown`, `campaign-purged`,
 * `campaign-key-missing`.
 */
export async function makeKit(
  deps: KitDeps,
  request: { readonly campaign: string; readonly dropUrl: string | undefined },
): Promise<MadeKit> {
  const { settings, keyFingerprint } = await campaignToDeliver(deps, request.campaign);
  const today = civilDate(deps.clock.nowMs());
  const facts: KitFacts = {
    settings,
    today,
    createdAtMs: Date.parse(`${today}T00:00:00Z`),
    campaignKey: { fileName: `cle-campagne-${settings.code}.asc`, fingerprint: keyFingerprint },
    houseKey: { fileName: 'cle-maison.asc', fingerprint: await deps.exchange.houseFingerprint() },
    dropLine: request.dropUrl === undefined ? undefined : dropLine(request.dropUrl),
  };
  const page = kitPage(facts);
  const template = kitTemplate(contactProfile(settings, today), facts.createdAtMs);
  return {
    campaignKey: facts.campaignKey,
    houseKey: facts.houseKey,
    files: [
      madeFile('a-lire.html', documentHtml(page)),
      madeFile('a-lire.pdf', await deps.documents.pdf(page)),
      madeFile(
        templateFileName({ ...settings, charity: settings.charity.code }),
        await deps.workbooks.writer.write(template),
      ),
      madeFile(facts.campaignKey.fileName, await deps.vault.campaignPublicKey(settings.code)),
      madeFile(facts.houseKey.fileName, await deps.exchange.housePublicKey()),
    ],
  };
}

/** The charity has an account of its own on the drop: only the machine is ours to tell. */
function dropLine(url: string): string {
  const { hostname, port } = new URL(url);
  return `sftp -P ${port || '22'} VOTRE-COMPTE@${hostname}`;
}
