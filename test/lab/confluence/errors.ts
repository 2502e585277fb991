// Error bodies: RestError as JSON, or the XML status document for clients that did not ask for JSON.
import { STATUS_CODES } from 'node:http';
import { renderErrorPage, renderStatusXml } from './pages.ts';
import type { Accept, Answer, RefusalDetails, Route } from './route.ts';

const SERVICE_EXCEPTIONS: Readonly<Record<number, string>> = {
  400: 'BadRequestException',
  401: 'NotAuthenticatedException',
  403: 'PermissionException',
  409: 'ConflictException',
};

/** `modern` false: as 7.x writes it, without `reason` and `allowedInReadOnlyMode`, with `notSuccessful`. */
export type RefusalForm = { accept: Accept; modern: boolean };

/** The body of a refused call. Class names leak into `message`, as they do at the real host. */
export function renderRefusal(form: RefusalForm, status: number, message: string, details: RefusalDetails): Answer {
  const { accept, modern } = form;
  const exception = SERVICE_EXCEPTIONS[status];
  const text =
    exception === undefined ? message : `com.atlassian.confluence.api.service.exceptions.${exception}: ${message}`;
  if (accept === 'absent' || accept === 'xml') {
    return { status, text: renderStatusXml(status, text), contentType: 'application/xml' };
  }
  return {
    status,
    json: {
      statusCode: status,
      data: {
        authorized: details.authorized ?? (status !== 401 && status !== 403 && status !== 404),
        valid: details.valid ?? status !== 400,
        ...(modern ? { allowedInReadOnlyMode: details.allowedInReadOnlyMode ?? true } : {}),
        errors: (details.errors ?? []).map((error) => ({
          message: { key: error.key, args: [], translation: error.text },
        })),
        successful: false,
        ...(modern ? {} : { notSuccessful: true }),
      },
      message: text,
      ...(modern ? { reason: STATUS_CODES[status] ?? '' } : {}),
    },
  };
}

/** A path no resource answers to: a page, or the XML document for clients that state no preference. */
export function renderUnknownPath(accept: Accept, path: string, url: string): Answer {
  if (path.startsWith('/rest/') && (accept === 'absent' || accept === 'xml')) {
    return { status: 404, text: renderStatusXml(404, `null for uri: ${url}`), contentType: 'application/xml' };
  }
  return renderPage(404, 'Page Not Found');
}

export function renderPage(status: number, title: string, headers: Record<string, string> = {}): Answer {
  return { status, text: renderErrorPage(status, title), contentType: 'text/html;charset=UTF-8', headers };
}

/** Whether what the resource has to offer is among what the client takes. */
export function isAcceptable({ offers }: Route, accept: Accept): boolean {
  if (offers === 'its-own') return true;
  return accept !== 'html' && (accept !== 'xml' || offers === 'xml-too');
}

export function readAccept(given: string | undefined): Accept {
  const header = given?.toLowerCase();
  if (header === undefined || header === '') return 'absent';
  if (header.includes('application/json')) return 'json';
  if (/\*\/\*|application\/\*/.test(header)) return 'any';
  return header.includes('xml') && !header.includes('html') ? 'xml' : 'html';
}

/** The status that a failure of the web server itself asks for; 500 for everything else. */
export function readStatus(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
