// What the page lends to the scripts that come later (`deferred/`): both must mean the very same objects. A test finds what such a
// script asks for and is not lent.
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Fragment, useEffect, useId, useRef, useState } from 'preact/compat';
import { jsx, jsxs } from 'preact/jsx-runtime';
import { ApiFault, writeQuery } from './api.ts';
import { useApi, useMay, useMayLetGo, useMayTakeOver } from './console.ts';
import { ChipForm } from './criteria/chip-form.tsx';
import { sayChip } from './criteria/chip-words.ts';
import { readChips, treeOf, writeChips } from './criteria/chips.ts';
import { CriteriaBar } from './criteria/criteria-bar.tsx';
import { sayCriteria, sayPart } from './criteria/criteria-words.ts';
import { useDirectoryNames } from './criteria/directory-names.ts';
import { GroupOptions } from './criteria/group-options.tsx';
import { MatchCount } from './criteria/match-count.tsx';
import { hasEmptyGroup, joints, openTree, readTree, writeTree } from './criteria/tree.ts';
import { actionKinds } from './plans/action-kinds.ts';
import { ConfirmNumber } from './plans/confirm-number.tsx';
import { EntriesTable } from './plans/entries-table.tsx';
import { Outcomes } from './plans/outcomes.tsx';
import { PlanFigures } from './plans/plan-figures.tsx';
import { RunControls } from './plans/run-controls.tsx';
import { useEntries, usePlan, useRun } from './plans/run-queries.ts';
import { sayChange, sayMode, sayPolicy, sayReason, sayRefusal, sayStanding } from './plans/run-words.ts';
import { SourceHead, SourceRow } from './plans/source-row.tsx';
import { StandingLozenge } from './plans/standing-lozenge.tsx';
import { UndoRun } from './plans/undo-run.tsx';
import { isWritable } from './plans/writable.ts';
import { names, usePolicies, useProcess, useSnapshot } from './queries.ts';
import { goTo, writeRoute } from './routes.ts';
import { Deferred } from './shell/deferred.tsx';
import { useAnnounce } from './ui/announcer.tsx';
import { Button } from './ui/button.tsx';
import { LineChart } from './ui/chart/line-chart.tsx';
import { lastOfMonths, nearTiers } from './ui/chart/scale.ts';
import { writeCsv } from './ui/csv.ts';
import { Confirm, Dialog } from './ui/dialog.tsx';
import { ExportMenu } from './ui/export-menu.tsx';
import { Field } from './ui/field.tsx';
import { FormEnd } from './ui/form-end.tsx';
import { Instant } from './ui/instant.tsx';
import { Loadable, Skeleton } from './ui/loadable.tsx';
import { Lozenge } from './ui/lozenge.tsx';
import { FaultNotice, Notice } from './ui/notice.tsx';
import { Said } from './ui/said.tsx';
import { saveFile } from './ui/save-file.ts';
import { Sentence } from './ui/sentence.tsx';
import { useWords } from './ui/words/words.ts';

export const parts = {
  ApiFault,
  Button,
  ChipForm,
  Confirm,
  ConfirmNumber,
  CriteriaBar,
  Deferred,
  Dialog,
  EntriesTable,
  ExportMenu,
  FaultNotice,
  Field,
  FormEnd,
  Fragment,
  GroupOptions,
  Instant,
  LineChart,
  Loadable,
  Lozenge,
  MatchCount,
  Notice,
  Outcomes,
  PlanFigures,
  RunControls,
  Said,
  Sentence,
  Skeleton,
  SourceHead,
  SourceRow,
  StandingLozenge,
  UndoRun,
  actionKinds,
  goTo,
  hasEmptyGroup,
  isWritable,
  joints,
  jsx,
  jsxs,
  keepPreviousData,
  lastOfMonths,
  names,
  nearTiers,
  openTree,
  readChips,
  readTree,
  saveFile,
  sayChange,
  sayChip,
  sayCriteria,
  sayMode,
  sayPart,
  sayPolicy,
  sayReason,
  sayRefusal,
  sayStanding,
  treeOf,
  useAnnounce,
  useApi,
  useDirectoryNames,
  useEffect,
  useEntries,
  useId,
  useInfiniteQuery,
  useMay,
  useMayLetGo,
  useMayTakeOver,
  useMutation,
  usePlan,
  usePolicies,
  useProcess,
  useQueries,
  useQuery,
  useQueryClient,
  useRef,
  useRun,
  useSnapshot,
  useState,
  useWords,
  writeChips,
  writeCsv,
  writeQuery,
  writeRoute,
  writeTree,
};
