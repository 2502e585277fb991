// Where the audit trail is handed on to: a file of JSON lines, or a syslog receiver by UDP or TCP.
import { open } from 'node:fs/promises';
import type { AuditSink } from '../../audit/sink.ts';
import { openSyslogTcp, openSyslogUdp } from './syslog.ts';

/** `file:/path`, `syslog+udp://host:port` or `syslog+tcp://host:port`, as the configuration has checked it. */
export function openSink(address: string): AuditSink {
  if (address.startsWith('file:')) return openFile(address.slice('file:'.length));
  const { protocol, hostname, port } = new URL(address);
  const receiver = { host: hostname.replaceAll(/^\[|\]$/g, ''), port: Number(port) };
  return protocol === 'syslog+udp:' ? openSyslogUdp(address, receiver) : openSyslogTcp(address, receiver);
}

/** Opened anew each time, so that rotating the file needs no signal; on the disk before it counts. */
function openFile(path: string): AuditSink {
  return {
    name: `file:${path}`,
    send: async (lines) => {
      const file = await open(path, 'a', 0o640);
      try {
        await file.appendFile(lines.map(({ text }) => `${text}\n`).join(''), 'utf8');
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}
