import { peoplePlace } from '../people/people-place.ts';

/** Whose part it is. */
export interface PartOf {
  readonly charity: string;
  /** Of the version. */
  readonly id: string;
}

/** Where a part is sealed: bound to its version and its rank, it can neither be moved nor stand for another. */
export function partPlace({ charity, id }: PartOf, rank: number) {
  return { campaign: peoplePlace(charity), kind: 'document' as const, id, version: rank };
}
