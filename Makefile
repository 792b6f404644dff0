# make                      build the chapter; make all: also for the tests
# make demo LAB=zombies     show a lab; LAB=list names them all
# make class LAB=zombies    ask first, then show it; without LAB, a lesson
# make quiz LAB=zombies     print its questions
# make watch SERVER=ch05/server-v2      see its processes and sockets, live
# make wire                 be the cable between a client and a server
# make test T=zombies       run one test; without T, all of them
# make grade SERVER=./mine  judge your server; see ch05/yours
# make bench SERVER="127.0.0.1 9877"    measure that server; without it, ours
# make doctor               what can this machine do, and which tests skip?
# make clean                remove what make has built
# Options: V=1 (whole commands), CC=clang, CFLAGS=-O0, SAN=1, STATIC=1

# --- For the student: what is built from what --------------------------------

CFLAGS  ?= -O2 -g
SYSTEM  := $(shell uname)
COMPILE  = $(CC) $(CPPFLAGS) $(CFLAGS) -std=c11 $(POSIX_$(SYSTEM)) -I. \
           -Wall -Wextra -Wpedantic -Wshadow $(SAN_$(SAN))
LIB      = lib/libunp.a
LIBOBJ   = $(patsubst %.c,%.o,$(wildcard lib/*.c))
LADDER   = $(patsubst %.c,%,$(wildcard ch05/*.c))
SOURCES := $(wildcard ch05/*.c ch05/*/*.c tests/*/*.c)
# A source with a main, or that includes one, is a program; others are helpers.
MAIN     = '^((static|extern|int|void) +)*main *\(|^.include ".*\.c"'
PROGRAMS := $(patsubst %.c,%,$(shell grep -lE $(MAIN) $(SOURCES)))

chapter: $(filter ch05/%,$(PROGRAMS)) ; $(if $(filter @,$(only)),,$(only) :)
all: chapter $(PROGRAMS)
%.o: %.c lib/.flags
	$(call say,CC)$(COMPILE) $(DEPEND) -c -o $@ $<
$(LIB): $(LIBOBJ)
	$(call say,AR)rm -f $@ && $(AR) rcs $@ $(LIBOBJ)

.SECONDEXPANSION:
$(PROGRAMS): %: %.c $$(call helpers,$$@) $(LIB) lib/.flags
	$(call say,CC)$(COMPILE) $(DEPEND) $(LDFLAGS) -o $@ $< $(filter %.o,$^) \
	    $(LIB) $(LINK) $(LINK_$@)

demo: $$(call uses,demo,$$(or $$(LAB),zombies))
	@sh tests/run.sh --demo "$${LAB:-zombies}"
class: $$(call uses,class,$$(LAB)) ; @sh tests/run.sh --class $$LAB
quiz: $$(call uses,quiz,$$(LAB)) ; @sh tests/run.sh --quiz $$LAB
test: $$(call uses,test,$$(T)) ; @sh tests/run.sh $$T
watch: ch05/watch/watch $$(NAMED)
	$(only) $< "$${PORT:-9877}" $${SERVER:+"$$SERVER"}
wire: ch05/wire/wire $(LADDER) $$(NAMED)
	$(only) $< "$${SERVER:-ch05/server-v3}" $${CLIENT:+"$$CLIENT"}
grade: $$(filter tests/grade/% ch05/yours/%,$$(PROGRAMS)) $$(NAMED)
	$(only) sh tests/grade/grade.sh
doctor: ; @CC='$(CC)' sh tests/doctor.sh
bench: tests/bench/bench $(LADDER) ; @$< $$SERVER
pictures: all ; @sh ch05/wire/pictures.sh
	@$(foreach p,one-bit who-has,PICTURE=ch05/$p.svg tests/ladder/$p.t;)
clean: ; $(call say,MAKE)rm -rf $(PROGRAMS:=.dSYM) && \
    rm -f $(PROGRAMS) $(HELPERS) $(DEPS) lib/*.[ao] lib/.flags*
help: ; @sed -n "s/^# *//p" Makefile | sed 12q

# --- For CI and for other machines -------------------------------------------

# SERVER and CLIENT may be commands with arguments; make builds what they name.
NAMED    = $(filter $(PROGRAMS),$(patsubst ./%,%,$(SERVER) $(CLIENT)))
# For the goal $1, the programs that the tests $2 name; all, if it is empty.
uses     = $(if $(filter $1,$(MAKECMDGOALS)),$(filter $(if $2,$(shell \
           sh tests/run.sh --uses $(filter-out list,$2)),%),$(PROGRAMS)))
# On a system that is not Linux, a goal says what to do instead, and ends.
only     = $(if $(filter Linux,$(SYSTEM)),@,@sh tests/sh/elsewhere.sh $@ &&)
# One short line for each file, unless V=1 or -s is given.
say      = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@echo $1 $@;)
helpers  = $(foreach h,$(HELPERS),$(if $(filter $(dir $1),$(dir $h)),$h))
HELPERS := $(patsubst %.c,%.o,$(filter-out $(PROGRAMS:=.c),$(SOURCES)))
DEPEND   = -MD -MF $(@D)/.$(@F).d       # tcc knows no other of these options
DEPS     = $(wildcard $(addsuffix /.*.d,lib ch05 ch05/* tests/*))
# On other systems, a feature macro hides what these programs need.
POSIX_Linux = -D_POSIX_C_SOURCE=200809L
SAN_1    = -fsanitize=address,undefined
# Bind symbols at start: a child that binds them itself copies pages to do so.
LINK_Linux = $(if $(filter tcc,$(CC)),,-Wl,-z,now)
STATIC_1 = -static -Wl,-z,norelro       # what fork writes is then a page less
LINK     = $(STATIC_$(STATIC)) $(LINK_$(SYSTEM))
LINK_tests/lib/proc = -pthread           # glibc before 2.34 needs it
LINK_tests/tool/thread-client = -pthread
# As many jobs as CPUs, unless the command line or the environment says -j.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN || echo 1)
endif
lib/.flags: always
	@new=$@.$$$$; echo '$(COMPILE) $(LDFLAGS) $(LINK) $(LIBOBJ)' >$$new; \
	cmp -s $$new $@ && rm $$new || mv $$new $@
.SUFFIXES:                               # none of the rules of make itself
%.h %.c: ;                              # a file that has gone is no error
.PHONY: chapter all demo class quiz watch wire test grade bench doctor pictures \
    clean help always
lib/.flags: | $(filter clean,$(MAKECMDGOALS))
-include $(DEPS)
