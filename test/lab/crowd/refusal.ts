// How Crowd refuses a call: a status, a reason for programs and a message for people.

export type Reason =
  | 'APPLICATION_PERMISSION_DENIED'
  | 'EVENT_TOKEN_EXPIRED'
  | 'EXPIRED_CREDENTIAL'
  | 'GROUP_NOT_FOUND'
  | 'ILLEGAL_ARGUMENT'
  | 'INACTIVE_ACCOUNT'
  | 'INCREMENTAL_SYNC_NOT_AVAILABLE'
  | 'INVALID_CREDENTIAL'
  | 'INVALID_EMAIL'
  | 'INVALID_GROUP'
  | 'INVALID_MEMBERSHIP'
  | 'INVALID_SSO_TOKEN'
  | 'INVALID_USER'
  | 'INVALID_USER_AUTHENTICATION'
  | 'MEMBERSHIP_ALREADY_EXISTS'
  | 'MEMBERSHIP_NOT_FOUND'
  | 'USER_NOT_FOUND';

export class CrowdRefusal extends Error {
  readonly status: number;
  readonly reason: Reason;
  constructor(status: number, reason: Reason, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** `status` 404 if the name stood in the query, 400 if it stood in the body. */
export function refuseUser(name: string, status: 400 | 404 = 404): CrowdRefusal {
  return new CrowdRefusal(status, 'USER_NOT_FOUND', `User <${name}> does not exist`);
}

export function refuseGroup(name: string, status: 400 | 404 = 404): CrowdRefusal {
  return new CrowdRefusal(status, 'GROUP_NOT_FOUND', `Group <${name}> does not exist`);
}

export function refuseArgument(message: string): CrowdRefusal {
  return new CrowdRefusal(400, 'ILLEGAL_ARGUMENT', message);
}
