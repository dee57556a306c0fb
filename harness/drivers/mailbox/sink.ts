import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Delivered, MailSink } from '../../model/arriving.ts';
import { UsageError } from '../../model/errors.ts';

/** Opens an SMTP server (RFC 5321) on the loopback interface that takes every mail and hands none on; any name and password will do. */
export async function mailSink(port = 0): Promise<MailSink> {
  const listeners = new Set<(mail: Delivered) => void>();
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Without a certificate of its own nobody could rely on it; services that insist on STARTTLS must be told not to here.
    disabledCommands: ['STARTTLS'],
    // A service may keep its connection for its next mail; nothing it says after the end is waited for.
    closeTimeout: 200,
    onAuth: (_credentials, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, { envelope }, done) => {
      buffer(stream).then((raw) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        for (const listener of listeners) listener({ to, raw });
        done();
      }, done);
    },
  });
  await opened(server, port);
  // A client that hangs up in the middle of a mail is its own affair.
  server.on('error', () => {});
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    listen(onMail) {
      listeners.add(onMail);
      return () => void listeners.delete(onMail);
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function opened(server: SMTPServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(refusal(port, error)));
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function refusal(port: number, error: Error & { code?: string }): Error {
  return new UsageError(
    `The mail sink cannot listen on port ${port}: ${error.code ?? error.message}. Expected a free port. Choose another in "mail" of the target file and in the service's settings.`,
    { cause: error },
  );
}
