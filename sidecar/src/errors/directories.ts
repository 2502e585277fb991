// The codes for directories whose accounts are not known, with what would bring them, and for a host that is busy too long.

export const directoryCodes = {
  directories_untold: {
    status: 502,
    sentence:
      'Nobody tells which user directories this Confluence asks. Make the service account a system administrator, or set UM_CONFLUENCE_DATABASE_URL.',
  },
  directories_unread: {
    status: 502,
    sentence:
      'The accounts of at least one user directory could not be read, so users may have accounts nobody told of.',
  },
  directory_without_source: {
    status: 502,
    sentence:
      'No source tells the accounts of this directory. Add its Crowd application to UM_DIRECTORIES_FILE, or set UM_CONFLUENCE_DATABASE_URL.',
  },
  user_unsynced: {
    status: 404,
    sentence:
      'No directory has this user any more, so there is no account to look at. The list of what is at odds between directories names such users, and the hand-over list those whom a policy asked to delete.',
  },
  unsynced_not_told: {
    status: 409,
    sentence:
      "Which users no directory has any more is told by Confluence's database alone. Set UM_CONFLUENCE_DATABASE_URL.",
  },
  directory_without_application: {
    status: 409,
    sentence:
      'Accounts are to move between directories, and one of them has no Crowd application here. Add it to UM_DIRECTORIES_FILE.',
  },
  directory_unused: {
    status: 502,
    sentence: 'Confluence does not ask a directory of this name, so its accounts count for nothing.',
  },
  directory_synchronising: {
    status: 503,
    sentence:
      'Confluence was reading a user directory for hours, so the rest of the run was left alone. See that its synchronisation ends; whoever is left comes with the next wave, or when the run is started again.',
  },
  reindex_running: {
    status: 503,
    sentence:
      'Confluence was rebuilding its search index for hours, so the rest of the run was left alone. See that it ends; whoever is left comes with the next wave, or when the run is started again.',
  },
} as const;
