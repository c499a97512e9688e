import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingWithUs } from './ends-with-us.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** A proxy of our own, as Debian ships it, on a free port of 127.0.0.1. */
export type NginxServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts one that shares requests among these addresses, and passes over one that does not answer. */
export async function startNginx(addresses: readonly string[]): Promise<NginxServer> {
  const binary = '/usr/sbin/nginx';
  if (!existsSync(binary)) throw new Error('These tests need nginx (Debian: apt-get install nginx-light).');
  const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'nginx-'));
  const port = await freePort();
  const file = join(directory, 'nginx.conf');
  writeFileSync(file, configuration(directory, port, addresses));
  const child = spawn(...endingWithUs(binary, ['-p', directory, '-c', file]), {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx ended (${child.exitCode})`);
    return fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

// A request that was sent to an instance is not sent to another: it may be on record there.
const configuration = (directory: string, port: number, addresses: readonly string[]): string => `
daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log stderr emerg;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  upstream instances {
    ${addresses.map((address) => `server ${new URL(address).host} max_fails=1 fail_timeout=1s;`).join('\n    ')}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://instances;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_connect_timeout 1s;
      proxy_read_timeout 60s;
    }
  }
}
`;
