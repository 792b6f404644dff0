# shellcheck shell=sh
# make.sh: $make is GNU make, which BSD calls gmake. A test that runs make reads
# this file.
for make in make gmake; do
    ! "$make" --version 2>/dev/null | grep -q GNU || break
done
