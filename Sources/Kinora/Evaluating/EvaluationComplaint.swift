import KinoraKernel

/// What is wrong with the files that recommendations are to be judged on.
enum EvaluationComplaint: Complaint, Hashable {
    case unreadable(String)
    case notText(String, line: Int)
    case openQuote(String, line: Int)
    case tooLong(String, line: Int)
    case noColumn(String, String)
    case tooShort(String, line: Int)
    case noNumber(String, line: Int, String)
    case empty(String)
    case unwritable(String)

    var sentence: String {
        switch self {
        case .unreadable(let path): "\(path.onOneLine()) cannot be read. Give the path of a CSV file."
        case .notText(let file, let line): "\(file), line \(line): this is not text in UTF-8. Convert the file."
        case .openQuote(let file, let line): "\(file), line \(line): a quotation mark is opened and never closed. Close it or double it."
        case .tooLong(let file, let line):
            "\(file), line \(line): a field is longer than a megabyte. Look for a quotation mark or a line end that is missing."
        case .noColumn(let file, let column):
            "\(file): the first line names no column \(column). Name it so, or leave the first line out and keep the order user, item, timestamp, weight."
        case .tooShort(let file, let line):
            "\(file), line \(line): too few fields. Every line needs a user and an item, watches a timestamp too."
        case .noNumber(let file, let line, let text):
            "\(file), line \(line): \(text.onOneLine(atMost: 40)) is no number. Timestamps are seconds since 1970; weights are numbers."
        case .empty(let file): "\(file) has no lines. Give a file with at least one."
        case .unwritable(let path): "\(path.onOneLine()) cannot be written. Give a path in a folder that is there and may be written to."
        }
    }
}
