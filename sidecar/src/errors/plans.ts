// Codes about plans that are not what somebody decided about.

/** Part of the catalogue in `errors.ts`. */
export const planCodes = {
  plan_not_as_sealed: {
    status: 409,
    sentence:
      'The stored plan is not what its digest says: something changed it outside this product. Nothing of it was carried out from then on; find out who writes to the database, and plan again.',
  },
  plan_outdated: {
    status: 409,
    sentence:
      'The policy was edited in whom it means or what it does, or was taken out of use, after this plan was made. Make a new plan: run the policy again.',
  },
  plan_digest_differs: {
    status: 409,
    sentence: 'The plan of this run is another one than the one you want to approve. Read it again.',
  },
} as const;
