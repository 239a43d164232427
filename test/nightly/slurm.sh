#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# slurm.sh - runs examples/campaign/slurm.sh on a Slurm of its own.

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build limit=300 port=16817 daemons=()

usage()
{
    cat <<END
usage: test/nightly/slurm.sh [--build FOLDER] [--work FOLDER]

Installs Debian's slurm-wlm, starts its daemons for this machine alone, submits
a campaign in shards, kills one of them, and compares the merged journal with
that of an undivided campaign. Needs root.

  --build FOLDER  a build of Tandem (default build)
  --work FOLDER   is deleted and made (default BUILD/nightly/slurm)

Exit: 0 they are equal; 1 they are not; 2 this machine cannot run it.
END
}

die()
{
    printf 'slurm.sh: %s\n' "$1" >&2
    exit "${2:-2}"
}

parse()
{
    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help) usage && exit 0 ;;
        --build | --work)
            [ $# -ge 2 ] || die "$1 wants a folder (see --help)."
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        *) die "unknown argument '$1' (see --help)." ;;
        esac
        shift
    done
    build=$(cd "$build" && pwd)
    work=${work:-$build/nightly/slurm}
}

# shellcheck disable=SC2317  # by trap
stop()
{
    if [ ${#daemons[@]} -gt 0 ]; then kill "${daemons[@]}" 2>/dev/null || true; fi
    wait
}

# No munge: nobody else is to be trusted, or served.
configure()
{
    cat >"$work/slurm.conf" <<END
ClusterName=tandem
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
AuthType=auth/none
CredType=cred/none
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldPort=$port
SlurmdPort=$((port + 1))
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
    export SLURM_CONF=$work/slurm.conf
}

start()
{
    mkdir -p "$work/state" "$work/spool"
    configure
    slurmctld -D -v >"$work/slurmctld.log" 2>&1 &
    daemons+=($!)
    slurmd -D -v >"$work/slurmd.log" 2>&1 &
    daemons+=($!)
    for _ in $(seq 60); do
        [ "$(sinfo -h -o %t 2>/dev/null)" != idle ] || return 0
        sleep 0.5
    done
    tail -n 5 "$work/slurmctld.log" "$work/slurmd.log" >&2
    die "Slurm's daemons do not come up on this machine (see above)."
}

# Waits until the job is gone.
finish()
{
    for _ in $(seq $((limit * 2))); do
        [ -n "$(squeue -h -j "$1" 2>/dev/null)" ] || return 0
        sleep 0.5
    done
    squeue >&2
    die "the jobs are not done after $limit s." 1
}

plain()
{
    tail -n +2 "$1" | sed 's/"cpu":[0-9.e-]*,"latency":[0-9.e-]*//' | sort
}

parse "$@"
[ "$(id -u)" -eq 0 ] || die "starting Slurm's daemons needs root."
"$root/scripts/setup.sh" slurm-wlm
rm -rf "$work" && mkdir -p "$work"
trap stop EXIT
start
cd "$work"
cc -O1 "$root/test/injector/Inputs/straight.c" -o program
"$build/bin/tandem-inject" run --faults 3000 --journal whole.jsonl -- ./program 'an argument' >/dev/null
export TANDEM_INJECT=$build/bin/tandem-inject
last=$("$root/examples/campaign/slurm.sh" 4 result --faults 3000 -- ./program 'an argument')
# A shard in the middle of its work is put back into the queue.
for _ in $(seq 600); do
    [ "$(wc -l 2>/dev/null <result/part-1.jsonl || echo 0)" -le 20 ] || break
    sleep 0.02
done
scontrol requeue "$((last - 1))_1" || die "shard 1 was done before it could be requeued." 1
finish "$last"
cat result/merge.log
[ -s result/journal.jsonl ] || die "no journal was merged: see $work/result." 1
diff <(plain whole.jsonl) <(plain result/journal.jsonl) >/dev/null ||
    die "the merged journal differs from the undivided one: $work." 1
grep -h "going on" result/shard-*.log || die "no shard went on." 1
echo "slurm.sh: the journals are equal."
