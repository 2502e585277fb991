// What a test asks of the plugin host itself: what is installed, where the sidecar stands, which theme its pages wear.
import type { FastifyInstance } from 'fastify';
import type { PluginHost, Theme } from '../plugin-host/host.ts';
import { readName, readObject, WishFault } from './wishes.ts';

const themes: readonly Theme[] = ['original', 'light', 'dark'];

export function addPluginControls(app: FastifyInstance, host: PluginHost): void {
  app.get('/plugins', (_request, reply) =>
    reply.send({
      plugins: [...host.plugins.values()].map(({ descriptor, enabled }) => {
        return { key: descriptor.key, version: descriptor.version, enabled };
      }),
    }),
  );
  app.post('/sidecar', (request, reply) => {
    const url = readName(request.body, 'url');
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new WishFault('"url" must be an http address');
    host.sidecarUrl = url;
    return reply.send({ sidecar: url });
  });
  app.post('/theme', (request, reply) => {
    const theme = themes.find((one) => one === readObject(request.body).theme);
    if (theme === undefined) throw new WishFault(`"theme" must be one of ${themes.join(', ')}`);
    host.theme = theme;
    return reply.send({ theme });
  });
}
