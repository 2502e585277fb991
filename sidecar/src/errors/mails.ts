// Codes of mails: what became of one that did not go out, and why one that was laid aside cannot be sent again.
export const mailCodes = {
  own_address_unknown: {
    status: 409,
    sentence: 'The newest reading of Confluence knows no address of yours, so there is nowhere to send a test mail.',
  },
  mail_not_found: { status: 404, sentence: 'There is no mail with this number.' },
  mail_not_dead: {
    status: 409,
    sentence:
      'Only a mail that was laid aside can be sent again or dropped, and only once. This one is not, or not any more.',
  },
  mail_recipient_erased: {
    status: 409,
    sentence: 'To whom this mail was to go has been erased since. It can only be dropped.',
  },
  mail_may_have_arrived: {
    status: 409,
    sentence: 'This mail may have arrived. Send it again only with the word that it may arrive twice.',
  },
  mail_out_of_date: {
    status: 409,
    sentence: 'What this warning says is not so any more: the user was warned again, or is meant no longer. Drop it.',
  },
  mail_off: {
    status: 502,
    sentence: 'No mail server was configured when this mail was to go out. Set UM_SMTP_URL and UM_MAIL_FROM.',
  },
  copies_off: { status: 409, sentence: 'There is no folder for copies of reports any more. Set UM_REPORTS_DIR.' },
  copy_failed: {
    status: 502,
    sentence:
      'The copy of a report could not be written. Check the folder that UM_REPORTS_DIR names; the log has the reason.',
  },
  mail_interrupted: {
    status: 502,
    sentence:
      'This product stopped while the mail server had the mail. It may have arrived, so it is not sent again by itself.',
  },
  mail_answer_lost: {
    status: 502,
    sentence:
      'The mail server had the whole mail and never said whether it took it. It may have arrived, so it is not sent again by itself.',
  },
  mail_dropped: { status: 409, sentence: 'Somebody dropped this mail after it had been laid aside.' },
  smtp_failed: { status: 502, sentence: 'The mail could not be handed to the mail server. The log has the reason.' },
  smtp_eauth: { status: 502, sentence: 'The mail server does not accept our sign-in. Check UM_SMTP_URL.' },
  smtp_eoauth2: {
    status: 502,
    sentence: 'No token for the mail server was given. Check UM_SMTP_TOKEN_URL and the client that asks there.',
  },
  smtp_econnection: { status: 502, sentence: 'The mail server cannot be reached, or ended the connection.' },
  smtp_esocket: { status: 502, sentence: 'The connection to the mail server broke.' },
  smtp_etimedout: { status: 502, sentence: 'The mail server did not answer in time.' },
  smtp_edns: { status: 502, sentence: 'The name of the mail server is not known. Check UM_SMTP_URL.' },
  smtp_etls: { status: 502, sentence: 'The mail server and we found no encryption that both accept.' },
  smtp_ecert: {
    status: 502,
    sentence:
      'The certificate of the mail server is not trusted here, has run out, or is for another name. Check NODE_EXTRA_CA_CERTS and UM_SMTP_URL.',
  },
  smtp_eenvelope: { status: 502, sentence: 'The mail server does not take mails from our sender to this recipient.' },
  smtp_emessage: { status: 502, sentence: 'The mail server turned this mail away.' },
  smtp_eprotocol: {
    status: 502,
    sentence: 'What answered at the address of the mail server does not speak SMTP as expected.',
  },
} as const;
