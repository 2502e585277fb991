// Every command there is, in the order of the help.
import { auditVerify } from './audit/command.ts';
import { doctor } from './doctor/command.ts';
import { erase } from './erase/command.ts';
import { evidence } from './evidence/command.ts';
import type { Command } from './frame/command.ts';
import { policyApply } from './policies/apply.ts';
import { policyDiff } from './policies/diff.ts';
import { policyExport } from './policies/export.ts';
import { policyPlan } from './policies/plan.ts';
import { policyLint } from './policy-lint/command.ts';
import { approve, pause, reject, resume, run, stop, undo } from './runs/act.ts';
import { plan, runs } from './runs/look.ts';
import { sql } from './sql/command.ts';
import { sync } from './sync/command.ts';
import { users } from './users/command.ts';

export const commands: readonly Command[] = [
  doctor,
  policyLint,
  policyExport,
  policyDiff,
  policyPlan,
  policyApply,
  auditVerify,
  evidence,
  sync,
  run,
  runs,
  plan,
  approve,
  reject,
  undo,
  pause,
  resume,
  stop,
  users,
  erase,
  sql,
];
