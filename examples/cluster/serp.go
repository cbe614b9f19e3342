package main

import (
	"context"
	"errors"

	"github.com/needscape/needscape/demand"
	"github.com/needscape/needscape/examples/internal/program"
)

func readPages(ctx context.Context, p *program.Program, m *demand.Market, pages map[string][]string, files []string) error {
	return errors.New("no")
}

func (a *answer) bySERP(ctx context.Context, s settings) error { return errors.New("no") }
