// Syslog as RFC 5424 has it, by UDP (RFC 5426) or by TCP with the length before each message (RFC 6587).
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import type { AuditSink, SinkLine } from '../../audit/sink.ts';

interface Receiver {
  readonly host: string;
  readonly port: number;
}

/** Facility 13, the log of audits; severity 6 for what happened, 4 for what was refused or failed. */
const facility = 13;

function writeMessage({ at, event, text }: SinkLine): Buffer {
  const severity = /refused|failed|gap/.test(event) ? 4 : 6;
  const head = `<${facility * 8 + severity}>1 ${at} ${hostname().slice(0, 255) || '-'} user-management - ${event.slice(0, 32)} -`;
  return Buffer.from(`${head} \ufeff${text}`, 'utf8');
}

/** Nobody answers a datagram: what was sent counts as handed on, whether anybody heard it or not. */
export function openSyslogUdp(name: string, { host, port }: Receiver): AuditSink {
  return {
    name,
    send: async (lines) => {
      const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
      try {
        for (const line of lines) {
          const sent = Promise.withResolvers<void>();
          socket.send(writeMessage(line), port, host, (error) =>
            error === null ? sent.resolve() : sent.reject(error),
          );
          await sent.promise;
        }
      } finally {
        socket.close();
      }
    },
  };
}

const timeoutMs = 5_000;

/** A connection for each batch, closed by us first: only when the receiver closes too, without a fault, it has read all. */
export function openSyslogTcp(name: string, receiver: Receiver): AuditSink {
  return {
    name,
    send: (lines) => {
      const ended = Promise.withResolvers<void>();
      const socket = connect(receiver);
      socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('No answer.'), { code: 'ETIMEDOUT' })));
      socket.on('error', ended.reject);
      socket.on('connect', () => {
        const messages = lines.map(writeMessage);
        socket.end(Buffer.concat(messages.flatMap((message) => [Buffer.from(`${message.length} `), message])));
      });
      socket.on('close', () => ended.resolve());
      // It may say something; nothing is made of it, but it must be read for the end to arrive.
      socket.resume();
      return ended.promise;
    },
  };
}
