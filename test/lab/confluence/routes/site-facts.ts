// What the site tells about itself: manifest, server information, access mode, metrics, licence counts, cluster nodes.
import { DAY_MS } from '../../clock.ts';
import { listLicensed } from '../../world/views.ts';
import { escapeMarkup } from '../pages.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, type Route } from '../route.ts';

const LICENCE = '/rest/license/1.0/license';

export const SITE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/applinks/1.0/manifest', access: 'anonymous', offers: 'xml-too', answer: readManifest },
  {
    method: 'GET',
    path: '/rest/applinks/latest/manifest',
    access: 'anonymous',
    offers: 'xml-too',
    answer: readManifest,
  },
  { method: 'GET', path: '/rest/api/accessmode', access: 'anonymous', answer: readAccessMode },
  {
    method: 'GET',
    path: '/rest/api/server-information',
    access: 'authenticated',
    needs: 'server-information',
    answer: readServerInformation,
  },
  {
    method: 'GET',
    path: '/rest/api/instance-metrics',
    access: 'administrator',
    strangers: 401,
    needs: 'instance-metrics',
    answer: readMetrics,
  },
  {
    method: 'GET',
    path: '/rest/api/cluster/nodes',
    access: 'administrator',
    strangers: 401,
    needs: 'cluster-nodes',
    answer: listNodes,
  },
  {
    method: 'GET',
    path: `${LICENCE}/userCount`,
    access: 'administrator',
    strangers: 401,
    answer: (call) => answerJson({ count: countLicensed(call) }),
  },
  {
    method: 'GET',
    path: `${LICENCE}/remainingSeats`,
    access: 'administrator',
    strangers: 401,
    answer: (call) => answerJson({ count: call.site.world.licenceSeats - countLicensed(call) }),
  },
  {
    method: 'GET',
    path: `${LICENCE}/maxUsers`,
    access: 'administrator',
    strangers: 401,
    answer: (call) => answerJson({ count: call.site.world.licenceSeats }),
  },
  { method: 'GET', path: `${LICENCE}/details`, access: 'administrator', strangers: 401, answer: readTerms },
];

/** XML unless JSON is asked for by name. */
function readManifest(call: Call): Answer {
  const { site } = call;
  const facts = {
    id: site.hostId,
    name: 'Confluence',
    typeId: 'confluence',
    version: site.tier.version,
    buildNumber: site.tier.buildNumber,
    applinksVersion: '9.1.12',
    url: site.address.publicUrl,
    iconUrl: `${site.address.publicUrl}/images/icons/confluence-icon.png`,
    publicSignup: false,
  };
  if (call.accept === 'json') {
    return answerJson({ ...facts, inboundAuthenticationTypes: [], outboundAuthenticationTypes: [] });
  }
  const { typeId, id, name, version, buildNumber, applinksVersion, url, iconUrl, publicSignup } = facts;
  const elements = { id, name, typeId, version, buildNumber, applinksVersion, url, iconUrl, publicSignup };
  const inner = Object.entries(elements)
    .map(([tag, value]) => `<${tag}>${escapeMarkup(String(value))}</${tag}>`)
    .join('');
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return { status: 200, text: `${head}<manifest>${inner}</manifest>`, contentType: 'application/xml' };
}

function readAccessMode(call: Call): Answer {
  return answerJson(call.site.readOnly ? 'READ_ONLY' : 'READ_WRITE');
}

function readServerInformation(call: Call): Answer {
  const { tier, address } = call.site;
  return answerJson({
    version: tier.version,
    buildNumber: tier.buildNumber,
    marketplaceBuildNumber: tier.buildNumber,
    buildDate: tier.buildDate,
    baseUrl: address.publicUrl,
  });
}

function readMetrics(call: Call): Answer {
  return answerJson({ pages: 12_345, spaces: 321, users: call.site.world.users.size });
}

function listNodes(call: Call): Answer {
  const nodes = [{ nodeId: 1, buildStats: {}, jvmStats: {}, props: {} }];
  const page = renderPageOf(call, {
    total: nodes.length,
    cut: (start, end) => nodes.slice(start, end),
    render: (node) => node,
    defaultLimit: 100,
    maxLimit: 100,
  });
  return answerJson(page);
}

/** Since 7.1. The term ends a year after the site was set up. */
function readTerms(call: Call): Answer {
  const [directory] = call.site.world.directories;
  const endsEpochMs = (directory?.createdEpochMs ?? 0) + 365 * DAY_MS;
  return answerJson({ expiryDate: endsEpochMs, maintenanceExpiryDate: endsEpochMs });
}

function countLicensed(call: Call): number {
  return listLicensed(call.site.world).index.items.length;
}
