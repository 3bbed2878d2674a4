import assert from 'node:assert/strict';
import ssh2 from 'ssh2';

const TRIES = 20;

/**
 * An ed25519 pair in OpenSSH format. ssh2 spoils one pair in 256 (it drops the leading zero of a public key,
 * mscdex/ssh2#1513): such a pair is thrown away and another made.
 */
export function soundKeyPair(comment = ''): { readonly private: string; readonly public: string } {
  for (let tried = 0; tried < TRIES; tried++) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    const parsed = [pair.private, pair.public].map((text) => ssh2.utils.parseKey(text));
    if (!parsed.some((key) => key instanceof Error)) return pair;
  }
  return assert.fail('ssh2 makes no readable key');
}
