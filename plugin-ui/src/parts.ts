// What the page lends to the script of the settings, which comes when somebody opens them: both must mean the very same
// objects. A test finds what that script asks for and is not lent.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useId, useRef, useState } from 'preact/compat';
import { jsx, jsxs } from 'preact/jsx-runtime';
import { ApiFault, writeQuery } from './api.ts';
import { useApi, useMay } from './console.ts';
import { SourceHead, SourceRow } from './plans/source-row.tsx';
import { names, useProcess, useSnapshot } from './queries.ts';
import { writeRoute } from './routes.ts';
import { useAnnounce } from './ui/announcer.tsx';
import { Button } from './ui/button.tsx';
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
  Loadable,
  Lozenge,
  Notice,
  Sentence,
  SourceHead,
  SourceRow,
  jsx,
  jsxs,
  names,
  saveFile,
  useAnnounce,
  useApi,
  useEffect,
  useId,
  useInfiniteQuery,
  useMay,
  useMutation,
  useProcess,
  useQuery,
  useQueryClient,
  useRef,
  useSnapshot,
  useState,
  useWords,
  writeQuery,
  writeRoute,
};
