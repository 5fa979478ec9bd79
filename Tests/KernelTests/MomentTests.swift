import Testing

@testable import KinoraKernel

@Suite("Moments")
struct MomentTests {
    @Test(arguments: [
        (1_800_000_000_123, "2027-01-15T08:00:00.123Z"), (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_769_860_800_000, "2026-01-31T12:00:00.000Z"), (-1000, "1969-12-31T23:59:59.000Z"), (7, "1970-01-01T00:00:00.007Z"),
    ])
    func areWrittenToTheMillisecond(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).iso8601 == text)
    }
}
