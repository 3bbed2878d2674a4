import type { SFTPWrapper } from 'ssh2';

/** What the demo's server can do beyond protocol 3; `drop-server-files.ts` answers them. */
const EXTENSIONS = ['posix-rename@openssh.com', 'fsync@openssh.com'];

const SSH_FXP_VERSION = 2;

/** The two members of ssh2's server channel that this file leans on; ssh2 is pinned, the drop's contract suite would tell. */
interface ServerChannel {
  _protocol: { channelData(id: number, data: Buffer): void };
  outgoing: { window: number };
}

/**
 * ssh2's server cannot announce extensions: its VERSION packet is a constant. The first packet it sends is that one;
 * it is replaced by the same with the extensions behind, and the protocol object is put back at once.
 */
export function announceExtensions(sftp: SFTPWrapper): void {
  const channel = sftp as unknown as ServerChannel;
  const protocol = channel._protocol;
  channel._protocol = new Proxy(protocol, {
    get: (target, name) => {
      if (name !== 'channelData') return Reflect.get(target, name, target);
      return (id: number, data: Buffer) => {
        channel._protocol = protocol;
        const packet = versionPacket();
        channel.outgoing.window -= packet.length - data.length;
        protocol.channelData(id, packet);
      };
    },
  });
}

function versionPacket(): Buffer {
  const body = Buffer.concat([
    Buffer.from([SSH_FXP_VERSION, 0, 0, 0, 3]),
    ...EXTENSIONS.flatMap((name) => [sshString(name), sshString('1')]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

function sshString(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Reads the SSH strings that follow an extended request's name. */
export function readStrings(data: Buffer): readonly Buffer[] {
  const strings: Buffer[] = [];
  let at = 0;
  while (at + 4 <= data.length) {
    const length = data.readUInt32BE(at);
    strings.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return strings;
}
