// What a page in a browser complains about while somebody uses it: errors of scripts, refused resources, broken policies.
import type { Page } from '@playwright/test';

/** Collects from now on. That a call of the API was refused is an answer, which the browser notes all the same. */
export function collectComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/');
    if (message.type() === 'error' && !isAnswer) complaints.push(`${message.text()} (${message.location().url})`);
  });
}
