// Keys that the documentation or reports know as properties: told even where somebody happens to bear such a name.

const frames =
  'results start limit size totalCount totalSize next prev base context self _links _expandable expand links';

const errors =
  'statusCode status-code data authorized valid allowedInReadOnlyMode errors successful notSuccessful message reason key args translation';

const users = `type username userName userKey displayName fullName firstName lastName email status lastLogin profilePicture path
  width height isDefault details personal user users timeZone locale about avatarUrl url anonymous unknownUser department
  userPreferences position`;

const groups = 'name group groups description active';

const site = `id typeId version buildNumber buildDate marketplaceBuildNumber baseUrl applinksVersion iconUrl publicSignup
  inboundAuthenticationTypes outboundAuthenticationTypes pages spaces count nodeId props jvmStats buildStats expiryDate
  maintenanceExpiryDate`;

const rights = 'operation operationKey targetType subject permissions';

const searches = `content title excerpt entityType cqlQuery searchDuration lastModified friendlyLastModified space iconCssClass
  resultGlobalContainer breadcrumbs displayUrl by when number minorEdit hidden history latest createdBy
  createdDate lastUpdated previousVersion nextVersion contributors version webui extensions`;

const audits = `author remoteAddress creationDate summary category sysAdmin affectedObject affectedObjects associatedObjects
  changedValues objectType oldValue newValue timestamp action actionI18nKey categoryI18nKey entities pagingInfo lastPage
  nextPageCursor nextPageLink level area method source system node extraAttributes`;

const tokens = 'createdAt expiringAt lastAccessedAt token rawToken';

const tasks = 'elapsedTime percentageComplete messages';

const directories = `directory directories link href rel synchronisation sync lastStartTime lastDuration currentStartTime
  currentDuration syncStatus membershipAggregationEnabled`;

const accounts = `name first-name last-name display-name created-date updated-date directory-id directory-name encrypted-password
  password key values value attributes attribute user users group groups membership memberships domain secure error reason`;

const feeds = `events newEventToken incrementalSynchronisationAvailable userEvent groupEvent userMembershipEvent
  groupMembershipEvent storedAttributes deletedAttributes childUser childUsers childGroups parentGroup parentGroups`;

export const knownKeys: ReadonlySet<string> = new Set(
  [frames, errors, users, groups, site, rights, searches, audits, tokens, tasks, directories, accounts, feeds]
    .join(' ')
    .split(/\s+/),
);
