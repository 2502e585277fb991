// Codes of what people decide about plans: why one cannot be approved, carried out or let go in waves.
export const decisionCodes = {
  run_not_held: { status: 409, sentence: 'This run is not held, so there is nothing to approve or reject.' },
  run_not_rehearsed: {
    status: 409,
    sentence: 'Only a bulk action that was rehearsed to its end can be carried out. Rehearse it again.',
  },
  process_observes: {
    status: 409,
    sentence: 'This product only observes. Switch it to live mode before anything is changed.',
  },
  run_decided_already: { status: 409, sentence: 'Somebody has approved or rejected this plan already.' },
  approval_expired: {
    status: 409,
    sentence: 'This plan has been held for too long to be approved. Run the policy again for a new one.',
  },
  approval_by_own_account: {
    status: 403,
    sentence:
      'The account this product works with approves nothing. Sign in as yourself, with a personal access token of your own.',
  },
  week_is_full: {
    status: 409,
    sentence:
      'With this plan more users would be changed within 7 days than the process allows. Rehearse it again: it will be held, and can be approved.',
  },
  second_person_needed: {
    status: 403,
    sentence:
      'A second person has to approve: not who started the run, and not who wrote the policy. A plan that was made while this was the rule keeps it.',
  },
  waves_need_live: {
    status: 409,
    sentence:
      'Only what is done live goes in waves. Approve a test as a whole, or switch the policy and the process to live.',
  },
  wave_not_decided: {
    status: 409,
    sentence:
      'This run is one wave of an approval that goes on by itself: the next wave comes to whoever is left. Nothing is decided here. To end the waves, stop the next one. If they carry out a policy, changing whom it means or what it does ends them too. The held run that was approved shows how far they have come.',
  },
  waves_too_small: {
    status: 409,
    sentence:
      'An approval in waves lasts 90 days at most, and 7 of them are kept for nights on which no wave can come. With so few users a day, or so few by the limits of the policy itself, not everybody in this plan is come to in the others. Name more users a day, or raise the limits of the policy and make a new plan.',
  },
  privilege_needs_second_person: {
    status: 403,
    sentence:
      'This plan gives rights in the administration or touches credentials of administrators. A second administrator has to approve it: not who asked for it, and not who wrote the policy.',
  },
  privilege_asker_unknown: {
    status: 409,
    sentence:
      'Nobody is known to have asked for this plan, so there is no first of the two administrators it takes. Start the policy by hand, and let somebody else approve.',
  },
  privilege_needs_administrators: {
    status: 403,
    sentence:
      'Who asked for this plan and who approves it must both be administrators of Confluence and of this product at this moment, by a group they are in themselves.',
  },
  host_rights_too_low: {
    status: 403,
    sentence:
      'In Confluence itself you may not do this, so it is not done for you here. An administrator of Confluence can; passwords, deletions, moves between directories and groups of system administrators take a system administrator.',
  },
  host_rights_unknown: {
    status: 403,
    sentence:
      'This Confluence does not tell whether you may do this there yourself, so it is not done for you. A member of confluence-administrators can; or set UM_RIGHTS_CEILING to roles, if the groups of this product alone are to decide.',
  },
} as const;
