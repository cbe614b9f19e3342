package cluster

import "math"

type float interface{ float32 | float64 }

// dots sets out[i*stride+j] to the dot product of row i of a and row j of b, both with
// rows of d numbers, a with a multiple of 4 of them and b of 2. Each sum is in the order of
// the columns and rounded after each step, so that it is the same on all platforms.
// Where a and b are one, upper leaves out what lies below the diagonal.
func dots[T float](out []T, stride int, a, b []T, d int, upper bool) {
	na, nb := len(a)/d, len(b)/d
	for i := 0; i < na; i += 4 {
		a0, a1, a2, a3 := a[i*d:][:d], a[(i+1)*d:][:d], a[(i+2)*d:][:d], a[(i+3)*d:][:d]
		first := 0
		if upper {
			first = i
		}
		for j := first; j < nb; j += 2 {
			b0, b1 := b[j*d:][:d], b[(j+1)*d:][:d]
			var s00, s01, s10, s11, s20, s21, s30, s31 T
			for k := range d {
				x, y := b0[k], b1[k]
				p, q, r, s := a0[k], a1[k], a2[k], a3[k]
				s00 += T(p * x)
				s01 += T(p * y)
				s10 += T(q * x)
				s11 += T(q * y)
				s20 += T(r * x)
				s21 += T(r * y)
				s30 += T(s * x)
				s31 += T(s * y)
			}
			at := i*stride + j
			out[at], out[at+1] = s00, s01
			out[at+stride], out[at+stride+1] = s10, s11
			out[at+2*stride], out[at+2*stride+1] = s20, s21
			out[at+3*stride], out[at+3*stride+1] = s30, s31
		}
	}
}

// dot returns the dot product of two rows in 64 bits, as four sums of every fourth column.
// The product of two 24-bit numbers is exact.
func dot(a, b []float32) float64 {
	var s0, s1, s2, s3 float64
	for len(a) >= 4 && len(b) >= 4 {
		s0 += float64(a[0]) * float64(b[0])
		s1 += float64(a[1]) * float64(b[1])
		s2 += float64(a[2]) * float64(b[2])
		s3 += float64(a[3]) * float64(b[3])
		a, b = a[4:], b[4:]
	}
	for k, x := range a {
		s0 += float64(x) * float64(b[k])
	}
	return (s0 + s1) + (s2 + s3)
}

// ln returns the natural logarithm of x > 0 to within 2 units in the last place, the same
// on all platforms, which [math.Log] is not. With x = m·2^e it is e·ln 2 + 2·artanh((m-1)/(m+1)).
func ln(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	z := (m - 1) / (m + 1) // at most .172
	z2 := float64(z * z)
	sum := 0.0
	for n := 21.0; n > 0; n -= 2 {
		sum = 1/n + float64(z2*sum)
	}
	return float64(float64(e)*math.Ln2) + float64(2*z)*sum
}

// cholesky returns the inverse of the upper triangular R with RᵀR = g, transposed, so
// that its rows are what the columns of Y with YᵀY = g are multiplied by to make them
// orthonormal. A column that depends on those before it becomes 0. g is of order n, its
// upper triangle is read and overwritten.
func cholesky(g []float64, n int) []float64 {
	for j := range n {
		whole := g[j*n+j]
		for i := range j {
			s := g[i*n+j]
			for k := range i {
				s -= float64(g[k*n+i] * g[k*n+j])
			}
			if g[i*n+i] > 0 {
				s /= g[i*n+i]
			} else {
				s = 0
			}
			g[i*n+j] = s
			g[j*n+j] -= float64(s * s)
		}
		if rest := g[j*n+j]; rest > whole*1e-10 {
			g[j*n+j] = math.Sqrt(rest)
		} else {
			g[j*n+j] = 0
		}
	}
	inverse := make([]float64, n*n) // row j holds column j
	for j := range n {
		if g[j*n+j] == 0 {
			continue
		}
		inverse[j*n+j] = 1 / g[j*n+j]
		for i := j - 1; i >= 0; i-- {
			if g[i*n+i] == 0 {
				continue
			}
			s := 0.0
			for k := i + 1; k <= j; k++ {
				s -= float64(g[i*n+k] * inverse[j*n+k])
			}
			inverse[j*n+i] = s / g[i*n+i]
		}
	}
	return inverse
}

// jacobi finds the eigenvalues of a symmetric matrix of order n, which it overwrites,
// and its eigenvectors, one a row, by Jacobi's rotations (Golub & Van Loan, Matrix
// Computations, 8.5). Time is some ten times n³.
func jacobi(a []float64, n int) (values, vectors []float64) {
	vectors = make([]float64, n*n)
	for i := range n {
		vectors[i*n+i] = 1
	}
	turn := func(x, y *float64, c, s float64) {
		*x, *y = float64(c**x)-float64(s**y), float64(s**x)+float64(c**y)
	}
	for range 30 {
		off, all := 0.0, 0.0
		for i := range n {
			for j := range n {
				sq := float64(a[i*n+j] * a[i*n+j])
				all += sq
				if i != j {
					off += sq
				}
			}
		}
		if off <= all*1e-26 {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				apq := a[p*n+q]
				if apq == 0 {
					continue
				}
				theta := (a[q*n+q] - a[p*n+p]) / (2 * apq)
				t := 1 / (math.Abs(theta) + math.Sqrt(float64(theta*theta)+1))
				if theta < 0 {
					t = -t
				}
				c := 1 / math.Sqrt(float64(t*t)+1)
				s := float64(t * c)
				for k := range n {
					turn(&a[k*n+p], &a[k*n+q], c, s)
				}
				ap, aq, vp, vq := a[p*n:][:n], a[q*n:][:n], vectors[p*n:][:n], vectors[q*n:][:n]
				for k := range n {
					turn(&ap[k], &aq[k], c, s)
					turn(&vp[k], &vq[k], c, s)
				}
			}
		}
	}
	values = make([]float64, n)
	for i := range n {
		values[i] = a[i*n+i]
	}
	return values, vectors
}
