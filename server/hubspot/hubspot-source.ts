import { setTimeout as wait } from 'node:timers/promises';
import { driftOf, type EntersRule } from '../domain/crm/enters-rule.ts';
import type { SourceContact, SourceProperty } from '../domain/crm/source-contact.ts';
import type { PeopleSource } from '../ports/people/people-source.ts';
import { declaredProperties, type FoundContact, foundPage } from './hubspot-answers.ts';
import { crmRefusal } from './hubspot-refusals.ts';
import { type HubspotSetting, openHubspotRequests } from './hubspot-requests.ts';
import { readServiceKey } from './service-key.ts';

const SEARCH = '/crm/objects/{version}/contacts/search';
const PROPERTIES = '/crm/properties/{version}/contacts';
const PAGE = 200;
/** Pages of one question: half a million people are no team. */
const MOST_PAGES = 2_500;

/** One condition of a search, in HubSpot’s words. */
type Filter =
  | { readonly propertyName: string; readonly operator: 'IN'; readonly values: readonly string[] }
  | { readonly propertyName: string; readonly operator: 'GT' | 'GTE'; readonly value: string };

function contactOf({ id, properties, updatedAt }: FoundContact): SourceContact {
  return { crmId: id, changedAtMs: Date.parse(updatedAt), values: properties };
}

/**
 * HubSpot’s dated API behind the port `server/ports/people/people-source.ts`. A search gives 10,000 results at most, so each is
 * read by the key of `hs_object_id`: the next page asks for numbers above the last, and there may be as many as needed.
 * @internal for tests
 */
export function openHubspotSource(setting: HubspotSetting, rule: EntersRule): PeopleSource {
  const requests = openHubspotRequests(setting);

  const page = (filters: readonly Filter[], properties: readonly string[], after: string) =>
    requests.ask({
      path: SEARCH,
      answer: foundPage,
      body: {
        filterGroups: [
          { filters: [...filters, { propertyName: 'hs_object_id', operator: 'GT', value: after }] },
        ],
        sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
        properties,
        limit: PAGE,
      },
    });

  const all = async (filters: readonly Filter[], properties: readonly string[]) => {
    const found: SourceContact[] = [];
    let after = '0';
    for (let turn = 0; turn < MOST_PAGES; turn += 1) {
      const { total, results } = await page(filters, properties, after);
      const contacts = results.filter(({ archived }) => !archived).map(contactOf);
      found.push(...contacts);
      if (total <= results.length) return found;
      const last = results.at(-1)?.id;
      // More are announced than given, or the order is not that of the numbers: not the whole set.
      if (last === undefined || BigInt(last) <= BigInt(after)) throw crmRefusal('crm-answer-odd');
      after = last;
    }
    throw crmRefusal('crm-answer-odd');
  };

  const properties = async (): Promise<readonly SourceProperty[]> => {
    const { results } = await requests.ask({ path: PROPERTIES, answer: declaredProperties });
    return results.map(({ name, options }) => ({ name, options: options.map(({ value }) => value) }));
  };

  return {
    properties,
    requests: requests.count,
    whoMayEnter: async (wanted) => {
      // Of a property that is gone a search says nothing that would tell it from « nobody ».
      const { missing, unknownValues } = driftOf(await properties(), rule, []);
      if (missing.length > 0 || unknownValues.length > 0) throw crmRefusal('crm-property-missing');
      return all([{ propertyName: rule.property, operator: 'IN', values: rule.values }], wanted);
    },
    changedSince: (sinceMs, wanted) =>
      all([{ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(sinceMs) }], wanted),
  };
}

interface ConfiguredHubspot extends Pick<HubspotSetting, 'url' | 'version'> {
  readonly keyFile: string;
  readonly rule: EntersRule;
}

/** HubSpot of the configuration; nothing is asked yet. */
export function openConfiguredHubspot({ url, version, keyFile, rule }: ConfiguredHubspot): PeopleSource {
  return openHubspotSource({ url, version, wait, key: () => readServiceKey(keyFile) }, rule);
}
