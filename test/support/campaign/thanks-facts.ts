import type { TalkFact } from '../../../server/domain/delivery/thanks-file.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { fictitiousContent } from '../contact-file/fictitious-donor.ts';
import { loadedCampaign, THANKS_FOLDER } from './reference-campaigns.ts';

const WEDNESDAY_MS = Date.parse('2026-11-18T18:05:00+01:00');
const MINUTE_MS = 60_000;

function donorOf(n: number, change: Partial<Donor> = {}): Donor {
  const samples = sampleDonors(loadedCampaign(THANKS_FOLDER).settings);
  const donor = samples[0]?.donor as Donor;
  return { ...donor, donorId: `0000${n}`, ...change };
}

/** Thanked, thanked with corrections and another name, a wish to be called, thanked lately, an objection, a death told. */
export function talkFacts(): readonly TalkFact[] {
  const moved = donorOf(2, { addressL4: '2 AVENUE FICTIVE', email: 'neuf@exemple.invalid' });
  const { imported } = fictitiousContent(donorOf(2));
  const contents = [
    fictitiousContent(donorOf(1)),
    { donor: moved, imported, proposed: { NOM: 'Testeur-Dupont' } },
    ...[3, 4, 5, 6].map((n) => fictitiousContent(donorOf(n))),
  ];
  const codes = ['ME_FAIT', 'ME_FAIT', 'ME_CONTACT', 'ME_DEJA', 'OP_TEL', 'EF_DECEDE'];
  return contents.map((content, at) => ({
    call: {
      callId: `0000000${at + 1}-0000-4000-8000-000000000000`,
      campaign: loadedCampaign(THANKS_FOLDER).settings.code,
      disposition: codes[at] ?? '',
      endedAtMs: WEDNESDAY_MS + at * MINUTE_MS,
    },
    content,
  }));
}
