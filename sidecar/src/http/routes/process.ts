// The process: observe or live, the emergency stop, nested groups, and confirming the Confluence at the other end.
import {
  ApprovalChange,
  EmergencyStopChange,
  HostConfirmation,
  MaxNewcomersChange,
  MaxPerMinuteChange,
  NestedGroupsChange,
  ProcessModeChange,
  ProcessSchema,
  QuietTimesChange,
  RetentionChange,
  RollingPercentChange,
} from '../../contract/process.ts';
import { demandHostRights } from '../../services/ceiling.ts';
import { setEmergencyStop } from '../../services/emergency-stop.ts';
import {
  confirmHost,
  describeProcess,
  setApproval,
  setMaxNewcomers,
  setMaxPerMinute,
  setNestedGroups,
  setProcessMode,
  setQuietTimes,
  setRollingPercent,
} from '../../services/process.ts';
import { setRetention } from '../../services/retention.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, roleOfCaller } from '../api.ts';
import { viewProcess } from '../views/system.ts';

/** Every change answers with the process as it is afterwards. */
export function registerProcess(api: Api, context: ServiceContext): void {
  const shared = { tags: ['process'], response: answers(ProcessSchema) };
  const look = async () => viewProcess(await describeProcess(context));

  api.get('/process', { schema: { ...shared, summary: 'How the process stands' } }, look);

  api.put(
    '/process/mode',
    { schema: { ...shared, summary: 'Observe only, or act', body: ProcessModeChange } },
    async (request) => {
      const { mode } = request.body;
      await demandHostRights(context, { kind: 'set-process-mode', mode }, actorOf(request));
      await setProcessMode(context, mode, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/emergency-stop',
    {
      schema: {
        ...shared,
        summary: 'Hold everything; or let it go on: whoever stopped it, or an administrator',
        body: EmergencyStopChange,
      },
    },
    async (request) => {
      const asked = { on: request.body.on, role: roleOfCaller(request), actor: actorOf(request) };
      await setEmergencyStop(context, asked);
      return look();
    },
  );

  api.put(
    '/process/nested-groups',
    { schema: { ...shared, summary: 'Declare that there are no nested groups', body: NestedGroupsChange } },
    async (request) => {
      await setNestedGroups(context, request.body.value, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/approval',
    { schema: { ...shared, summary: 'Who may approve held plans, and for how long', body: ApprovalChange } },
    async (request) => {
      await setApproval(context, request.body, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/quiet-times',
    { schema: { ...shared, summary: 'When live runs wait: quiet hours and freezes', body: QuietTimesChange } },
    async (request) => {
      await setQuietTimes(context, request.body.quietTimes, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/rolling-limit',
    {
      schema: {
        ...shared,
        summary: 'How many users all policies may change within a week',
        body: RollingPercentChange,
      },
    },
    async (request) => {
      await setRollingPercent(context, request.body.percent, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/retention',
    { schema: { ...shared, summary: 'How long what names people is kept', body: RetentionChange } },
    async (request) => {
      await setRetention(context, request.body, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/pace',
    {
      schema: {
        ...shared,
        summary: 'How many users all policies may act on within a minute',
        body: MaxPerMinuteChange,
      },
    },
    async (request) => {
      await setMaxPerMinute(context, request.body.users, actorOf(request));
      return look();
    },
  );

  api.put(
    '/process/newcomers',
    {
      schema: {
        ...shared,
        summary: 'How many users one run may create without an approval',
        body: MaxNewcomersChange,
      },
    },
    async (request) => {
      await setMaxNewcomers(context, request.body.users, actorOf(request));
      return look();
    },
  );

  api.post(
    '/process/host/confirm',
    { schema: { ...shared, summary: 'Confirm the Confluence that answers now', body: HostConfirmation } },
    async (request) => {
      await confirmHost(context, request.body.hostId, actorOf(request));
      return look();
    },
  );
}
