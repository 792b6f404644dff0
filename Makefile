# make [all|clean] | demo [LAB=lab] | test [T=test] | bench [SERVER="host port"]
#   make CC=clang CFLAGS=-O0     another compiler, other flags
#   make SAN=1                   with the address and undefined sanitizers
#   make STATIC=1                static programs: the fastest fork
# Other flags than last time rebuild everything.

CFLAGS  ?= -O2 -g
SAN_1    = -fsanitize=address,undefined
COMPILE  = $(CC) $(CPPFLAGS) $(CFLAGS) -std=c11 -D_POSIX_C_SOURCE=200809L -I. \
           -Wall -Wextra -Wpedantic -Wshadow $(SAN_$(SAN))
DEPEND   = -MMD -MP -MT $@ -MF $(@D)/.$(@F).d
# Bind symbols at start: a child that binds them itself copies pages to do so.
LINK_Linux = -Wl,-z,now
STATIC_1 = -static -Wl,-z,norelro  # what fork writes is then a page less
LINK     = $(STATIC_$(STATIC)) $(LINK_$(shell uname))

LIB      = lib/libunp.a
LIBOBJ   = $(patsubst %.c,%.o,$(wildcard lib/*.c))
BENCHOBJ = $(patsubst %.c,%.o,$(wildcard tests/measure/*.c))
PROGS    = $(patsubst %.c,%,$(wildcard ch05/*.c ch05/*/*.c))
TOOLS    = $(patsubst %.c,%,$(wildcard tests/*.c))
DEPS     = $(wildcard $(addsuffix /.*.d,lib ch05 ch05/* tests tests/*))
LAB      = zombies

all: $(PROGS)

demo: all $(filter-out tests/bench,$(TOOLS))
	@sh tests/run.sh --demo $(LAB)
test: all $(TOOLS)
	@sh tests/run.sh $(T)
bench: all $(TOOLS)
	@tests/bench $(SERVER)

clean:
	rm -f $(PROGS) $(TOOLS) $(LIB) $(LIBOBJ) $(BENCHOBJ) lib/.flags $(DEPS)

help:
	@sed -n 's/^# *//p' Makefile | sed 5q

%.o: %.c lib/.flags
	$(COMPILE) $(DEPEND) -c -o $@ $<

%: %.c $(LIB) lib/.flags
	$(COMPILE) $(DEPEND) $(LDFLAGS) -o $@ $< $(filter %.o,$^) $(LIB) $(LINK)

tests/bench: $(BENCHOBJ)

$(LIB): $(LIBOBJ)
	rm -f $@ && $(AR) rcs $@ $(LIBOBJ)

lib/.flags: always
	@echo '$(COMPILE) $(LDFLAGS) $(LINK) $(LIBOBJ)' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

.PHONY: all demo test bench clean help always
ifneq ($(filter clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
-include $(DEPS)
