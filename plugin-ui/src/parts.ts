// What the page lends to the script of settings and licences, which comes when somebody opens one of them: both must mean the very same
// objects. A test finds what that script asks for and is not lent.
import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useId, useRef, useState } from 'preact/compat';
import { jsx, jsxs } from 'preact/jsx-runtime';
import { ApiFault, writeQuery } from './api.ts';
import { useApi, useMay } from './console.ts';
import { writeChips } from './criteria/chips.ts';
import { sayChange, sayPolicy } from './plans/run-words.ts';
import { SourceHead, SourceRow } from './plans/source-row.tsx';
import { names, usePolicies, useProcess, useSnapshot } from './queries.ts';
import { writeRoute } from './routes.ts';
import { useAnnounce } from './ui/announcer.tsx';
import { Button } from './ui/button.tsx';
import { LineChart } from './ui/chart/line-chart.tsx';
import { lastOfMonths, nearTiers } from './ui/chart/scale.ts';
import { Confirm } from './ui/dialog.tsx';
import { FormEnd } from './ui/form-end.tsx';
import { Instant } from './ui/instant.tsx';
import { Loadable } from './ui/loadable.tsx';
import { Lozenge } from './ui/lozenge.tsx';
import { FaultNotice, Notice } from './ui/notice.tsx';
import { saveFile } from './ui/save-file.ts';
import { Sentence } from './ui/sentence.tsx';
import { useWords } from './ui/words/words.ts';

export const parts = {
  ApiFault,
  Button,
  Confirm,
  FaultNotice,
  FormEnd,
  Fragment,
  Instant,
  LineChart,
  Loadable,
  Lozenge,
  Notice,
  Sentence,
  SourceHead,
  SourceRow,
  jsx,
  jsxs,
  lastOfMonths,
  names,
  nearTiers,
  saveFile,
  sayChange,
  sayPolicy,
  useAnnounce,
  useApi,
  useEffect,
  useId,
  useInfiniteQuery,
  useMay,
  useMutation,
  usePolicies,
  useProcess,
  useQueries,
  useQuery,
  useQueryClient,
  useRef,
  useSnapshot,
  useState,
  useWords,
  writeChips,
  writeQuery,
  writeRoute,
};
