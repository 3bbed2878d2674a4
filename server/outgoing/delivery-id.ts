import assert from 'node:assert/strict';

/** Delivery ids are uuids: one path segment, nothing hidden. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isDeliveryId(text: string): boolean {
  return ID.test(text);
}

/** Anything else is a bug of the caller. */
export function requireDeliveryId(id: string): string {
  assert(isDeliveryId(id), 'a delivery id is a uuid');
  return id;
}
