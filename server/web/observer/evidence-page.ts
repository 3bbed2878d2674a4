import { html } from 'hono/html';
import { zipOf } from '../../domain/files/zip.ts';
import type { DoorAnswer, DoorPage, ObserverDesk, Told } from '../door/door-page.ts';
import { campaignPage } from './campaign-frame.ts';

type MadeFile = Told<ObserverDesk['observe']['certificate']['query']>[number];

function archive(name: string, files: readonly MadeFile[]): DoorAnswer {
  const entries = files.map((one) => ({ name: one.name, bytes: Buffer.from(one.base64, 'base64') }));
  return { kind: 'file', name: `${name}.zip`, type: 'application/zip', bytes: zipOf(entries) };
}

/** What an audit asks for: the signed pack, the certificate once the data are destroyed, the head of the log. */
export const OBSERVER_EVIDENCE_PAGES: readonly DoorPage[] = [
  {
    path: '/o/preuves/:campaign',
    for: 'observer',
    show: async ({ desk, here, params }) => {
      const campaign = params.campaign ?? '';
      const { seq, hash, checkpoint } = await desk.observe.auditHead.query({ campaign });
      const isPurged = here.campaigns.some((one) => one.campaign === campaign && one.state === 'purged');
      return campaignPage({
        campaign,
        here: 'preuves',
        title: 'Preuves',
        body: html`<h2>Dossier de preuves</h2>
<p>Accès, journal relu, contrats, formation, conditions de travail, remises, scripts, destruction, chiffres : signé, sans donnée personnelle. Sa demande est écrite au journal, sous votre nom.</p>
<form method="post" action="/o/preuves/${campaign}"><button name="geste" value="dossier">Télécharger le dossier (.zip)</button></form>
<p>Pour le vérifier : <code>gpg --verify SHA256SUMS.asc SHA256SUMS</code>, puis <code>sha256sum -c SHA256SUMS</code>.</p>
<h2>Attestation de destruction</h2>
${
  isPurged
    ? html`<form method="post" action="/o/preuves/${campaign}"><button name="geste" value="attestation">Télécharger l’attestation (.zip)</button></form>`
    : html`<p>Elle est établie une fois les données de la campagne détruites.</p>`
}
<h2>Tête du journal</h2>
<p>Gardez-la chez vous : plus tard, une entrée retirée ou changée depuis se verrait.</p>
<dl class="card"><dt>Entrée</dt><dd>${seq}</dd><dt>Empreinte</dt><dd><code>${hash}</code></dd>
<dt>Dernier point signé</dt><dd>${checkpoint ? html`${checkpoint.day}, entrée ${checkpoint.seq}, empreinte <code>${checkpoint.hash}</code>` : 'Aucun encore : le premier part avec la remise de la nuit.'}</dd></dl>`,
      });
    },
    act: async ({ desk, params }, form) => {
      const campaign = params.campaign ?? '';
      if (form.get('geste') === 'attestation')
        return archive(`attestation-${campaign}`, await desk.observe.certificate.query({ campaign }));
      return archive(`preuves-${campaign}`, (await desk.observe.evidence.query({ campaign })).files);
    },
  },
];
