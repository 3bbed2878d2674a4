import { createHmac, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { isAppError } from '../../shared/errors.ts';
import type { RingPlace, RingSharing } from '../ports/keys/ring-sharing.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Vault } from '../ports/vault.ts';
import type { KeyRingSetting } from './house-key.ts';
import { keyPaths, readKeyFile } from './key-files.ts';
import { keysToShare, layKeys, sessionKeyOf } from './ring-packet.ts';
import { publicText, wordsCipher } from './words-cipher.ts';

/** Whose and what for: a packet put in another's place opens nothing. */
function nameOfPacket({ place, charity }: RingPlace, offered: Parameters<RingSharing['mark']>[0]): string {
  const { server, epoch, transferPoint } = offered;
  return `ring packet ${JSON.stringify([server, epoch, transferPoint, place, charity])}`;
}

interface SharingRing {
  readonly ring: KeyRingSetting;
  readonly vault: Pick<Vault, 'blind'>;
  readonly secrets: Secrets;
}

/** HMAC-SHA-256 under a key that the session key of that number gives: nobody proves a key that they do not hold. */
async function proofOf(
  { ring, vault }: SharingRing,
  claim: Parameters<RingSharing['prove']>[0],
): Promise<string> {
  const { server, place, charity, number, stage } = claim;
  // Of the blind-index key: rings that differ in it would not find the same donor.
  const blind = await vault.blind(charity, 'donor', 'ring proof');
  const session = await sessionKeyOf(ring, { place, number });
  const key = Buffer.from(hkdfSync('sha256', session, '', 'ring proof', 32));
  session.fill(0);
  const said = JSON.stringify([server, place, charity, number, stage, blind]);
  const proof = createHmac('sha256', key).update(said).digest('hex');
  key.fill(0);
  return proof;
}

/**
 * A packet is sealed twice: to the transfer key (X25519, AES-256-GCM), so that no copy of the base opens it once that start has
 * ended, then under the ring's own secret, so that neither who reads nor who writes the base alone can make or open one.
 */
export function openRingSharing(edges: SharingRing): RingSharing {
  const { ring, secrets } = edges;
  const newKey = (): KeyObject => generateKeyPairSync('x25519').privateKey;
  let transferKey = newKey();
  const cipher = wordsCipher(() => transferKey);
  const mark: RingSharing['mark'] = async ({ server, epoch, transferPoint }) => {
    const said = JSON.stringify([server, epoch, transferPoint]);
    const [one = ''] = await secrets.marks('transfer key', [said]);
    return one;
  };
  return {
    transferPoint: () => publicText(transferKey),
    renew: () => {
      transferKey = newKey();
    },
    mark,
    holds: async ({ place, charity }) => {
      const paths = keyPaths(ring.keysDir);
      const { passphrase, session } = paths.campaign(place);
      const needed = [passphrase, session, paths.charity(charity).blind];
      return (await Promise.all(needed.map(readKeyFile))).every((file) => file !== undefined);
    },
    seal: async (keys, to) => {
      if ((await mark(to)) !== to.mark) return undefined;
      const name = nameOfPacket(keys, to);
      const inner = cipher.seal(to.transferPoint, name, await keysToShare(ring, keys));
      return Buffer.from(await secrets.seal(name, Buffer.from(inner, 'base64'))).toString('base64');
    },
    take: async (keys, { offered, packet }) => {
      const name = nameOfPacket(keys, offered);
      let inner: Uint8Array;
      try {
        inner = await secrets.open(name, Buffer.from(packet, 'base64'));
      } catch (error) {
        // Of another ring, or changed on its way.
        if (isAppError(error) && error.code === 'key-file-damaged') return false;
        throw error;
      }
      const clear = cipher.open('', name, Buffer.from(inner).toString('base64'));
      return clear !== undefined && (await layKeys(ring, keys, clear));
    },
    prove: (claim) => proofOf(edges, claim),
  };
}
