import type { SFTPWrapper } from 'ssh2';
import type SftpClient from 'ssh2-sftp-client';

/**
 * One open remote file. ssh2's read streams are not used: one that is still closing when the line drops throws out of
 * reach of any caller.
 */
export interface RemoteHandle {
  /** At most `buffer.length` bytes from `position`; an empty answer is the end of the file. */
  read(buffer: Buffer, position: number): Promise<Buffer>;
  /** Asks the server to put the bytes on its disk; rejects where it lacks `fsync@openssh.com`. */
  sync(): Promise<void>;
}

/** Opens, hands over, and closes whatever happened. A close that fails after a failure does not hide it. */
export async function withRemoteFile<T>(
  client: SftpClient,
  file: { readonly path: string; readonly mode: 'r' | 'r+' },
  work: (handle: RemoteHandle) => Promise<T>,
): Promise<T> {
  const sftp = innerSftp(client);
  const handle = await asked<Buffer>((done) => sftp.open(file.path, file.mode, done));
  const closed = () => asked<void>((done) => sftp.close(handle, done));
  let result: T;
  try {
    result = await work({
      read: (buffer, position) =>
        asked<Buffer>((done) =>
          sftp.read(handle, buffer, 0, buffer.length, position, (...[error, , data]) => done(error, data)),
        ),
      sync: () => asked<void>((done) => sftp.ext_openssh_fsync(handle, done)),
    });
  } catch (error) {
    await Promise.allSettled([closed()]);
    throw error;
  }
  await closed();
  return result;
}

type Done<T> = (error?: Error | null, value?: T) => void;

function asked<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}

/** ssh2-sftp-client keeps the SFTP channel as a public field that its types leave out. */
function innerSftp(client: SftpClient): SFTPWrapper {
  return (client as unknown as { readonly sftp: SFTPWrapper }).sftp;
}
