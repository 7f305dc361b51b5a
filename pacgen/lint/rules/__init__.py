"""The rules: one file, one class each. They are registered here by hand, sorted by name."""

from __future__ import annotations

from pacgen.lint.rule import Rule
from pacgen.lint.rules.ambiguous_socks import AmbiguousSocks
from pacgen.lint.rules.apex_not_covered import ApexNotCovered
from pacgen.lint.rules.assignment_in_condition import AssignmentInCondition
from pacgen.lint.rules.blackhole_proxy import BlackholeProxy
from pacgen.lint.rules.blank_in_pattern import BlankInPattern
from pacgen.lint.rules.bracketed_ipv6_host import BracketedIpv6Host
from pacgen.lint.rules.browser_api import BrowserApi
from pacgen.lint.rules.byte_order_mark import ByteOrderMark
from pacgen.lint.rules.case_dependent_routing import CaseDependentRouting
from pacgen.lint.rules.comma_separator import CommaSeparator
from pacgen.lint.rules.companion_endpoint_proxied import CompanionEndpointProxied
from pacgen.lint.rules.conflicting_rule import ConflictingRule
from pacgen.lint.rules.constant_condition import ConstantCondition
from pacgen.lint.rules.control_host_direct import ControlHostDirect
from pacgen.lint.rules.credentials_in_result import CredentialsInResult
from pacgen.lint.rules.dangling_statement import DanglingStatement
from pacgen.lint.rules.daterange_month_overflow import DaterangeMonthOverflow
from pacgen.lint.rules.day_or_month_name_case import DayOrMonthNameCase
from pacgen.lint.rules.dead_rule import DeadRule
from pacgen.lint.rules.default_direct import DefaultDirect
from pacgen.lint.rules.direct_only_as_fallback import DirectOnlyAsFallback
from pacgen.lint.rules.direct_with_address import DirectWithAddress
from pacgen.lint.rules.direct_with_proxy_tail import DirectWithProxyTail
from pacgen.lint.rules.dns_at_load_time import DnsAtLoadTime
from pacgen.lint.rules.dns_before_string_tests import DnsBeforeStringTests
from pacgen.lint.rules.dns_exfiltration import DnsExfiltration
from pacgen.lint.rules.duplicate_entry_point import DuplicateEntryPoint
from pacgen.lint.rules.duplicate_proxy_in_list import DuplicateProxyInList
from pacgen.lint.rules.duplicate_rule import DuplicateRule
from pacgen.lint.rules.dynamic_code import DynamicCode
from pacgen.lint.rules.empty_if_body import EmptyIfBody
from pacgen.lint.rules.empty_result import EmptyResult
from pacgen.lint.rules.es5_plus_builtin import Es5PlusBuiltin
from pacgen.lint.rules.es2015_syntax import Es2015Syntax
from pacgen.lint.rules.evaluation_error import EvaluationError
from pacgen.lint.rules.ex_entry_diverges import ExEntryDiverges
from pacgen.lint.rules.excessive_alert import ExcessiveAlert
from pacgen.lint.rules.fail_open_list import FailOpenList
from pacgen.lint.rules.file_too_large import FileTooLarge
from pacgen.lint.rules.firefox_only_global import FirefoxOnlyGlobal
from pacgen.lint.rules.host_bits_in_subnet import HostBitsInSubnet
from pacgen.lint.rules.host_substring_match import HostSubstringMatch
from pacgen.lint.rules.https_path_match import HttpsPathMatch
from pacgen.lint.rules.implicit_global import ImplicitGlobal
from pacgen.lint.rules.inconsistent_proxy_literal import InconsistentProxyLiteral
from pacgen.lint.rules.indexof_as_boolean import IndexofAsBoolean
from pacgen.lint.rules.invalid_proxy_port import InvalidProxyPort
from pacgen.lint.rules.invalid_subnet_address import InvalidSubnetAddress
from pacgen.lint.rules.invalid_subnet_mask import InvalidSubnetMask
from pacgen.lint.rules.inverted_subnet_mask import InvertedSubnetMask
from pacgen.lint.rules.ip_literal_proxied import IpLiteralProxied
from pacgen.lint.rules.ipv6_in_isinnet import Ipv6InIsinnet
from pacgen.lint.rules.isresolvable_use import IsresolvableUse
from pacgen.lint.rules.jscript_conditional_comment import JscriptConditionalComment
from pacgen.lint.rules.lexical_entry_point import LexicalEntryPoint
from pacgen.lint.rules.local_time_range import LocalTimeRange
from pacgen.lint.rules.localhostordomainis_misuse import LocalhostordomainisMisuse
from pacgen.lint.rules.long_or_chain import LongOrChain
from pacgen.lint.rules.lookalike_host_direct import LookalikeHostDirect
from pacgen.lint.rules.missing_entry_point import MissingEntryPoint
from pacgen.lint.rules.missing_leading_dot import MissingLeadingDot
from pacgen.lint.rules.missing_loopback_bypass import MissingLoopbackBypass
from pacgen.lint.rules.missing_proxy_port import MissingProxyPort
from pacgen.lint.rules.mixed_and_or import MixedAndOr
from pacgen.lint.rules.mixed_line_ends import MixedLineEnds
from pacgen.lint.rules.ms_extension_outside_ex import MsExtensionOutsideEx
from pacgen.lint.rules.mutable_global_state import MutableGlobalState
from pacgen.lint.rules.my_ip_address import MyIpAddress
from pacgen.lint.rules.no_default_result import NoDefaultResult
from pacgen.lint.rules.non_ascii_result import NonAsciiResult
from pacgen.lint.rules.non_ascii_source import NonAsciiSource
from pacgen.lint.rules.non_contiguous_mask import NonContiguousMask
from pacgen.lint.rules.non_deterministic_result import NonDeterministicResult
from pacgen.lint.rules.non_string_return import NonStringReturn
from pacgen.lint.rules.not_a_pac_file import NotAPacFile
from pacgen.lint.rules.null_byte import NullByte
from pacgen.lint.rules.open_ended_pattern import OpenEndedPattern
from pacgen.lint.rules.overbroad_direct import OverbroadDirect
from pacgen.lint.rules.path_in_proxy_address import PathInProxyAddress
from pacgen.lint.rules.path_sensitive_routing import PathSensitiveRouting
from pacgen.lint.rules.pattern_missing_label_boundary import PatternMissingLabelBoundary
from pacgen.lint.rules.plain_hostname_ipv6 import PlainHostnameIpv6
from pacgen.lint.rules.port_dependent_routing import PortDependentRouting
from pacgen.lint.rules.port_in_host_comparison import PortInHostComparison
from pacgen.lint.rules.prefer_host_over_url import PreferHostOverUrl
from pacgen.lint.rules.redefined_builtin import RedefinedBuiltin
from pacgen.lint.rules.redundant_rule import RedundantRule
from pacgen.lint.rules.regex_compiled_per_call import RegexCompiledPerCall
from pacgen.lint.rules.regex_in_shexpmatch import RegexInShexpmatch
from pacgen.lint.rules.repeated_dns_lookup import RepeatedDnsLookup
from pacgen.lint.rules.required_host_depends_on_client_ip import RequiredHostDependsOnClientIp
from pacgen.lint.rules.required_host_depends_on_time import RequiredHostDependsOnTime
from pacgen.lint.rules.required_host_needs_dns import RequiredHostNeedsDns
from pacgen.lint.rules.required_host_proxied import RequiredHostProxied
from pacgen.lint.rules.required_rule_shadowed import RequiredRuleShadowed
from pacgen.lint.rules.result_keyword_case import ResultKeywordCase
from pacgen.lint.rules.result_leading_whitespace import ResultLeadingWhitespace
from pacgen.lint.rules.return_newline import ReturnNewline
from pacgen.lint.rules.rfc1918_mask_mismatch import Rfc1918MaskMismatch
from pacgen.lint.rules.rule_never_decides_for_expected_hosts import (
    RuleNeverDecidesForExpectedHosts,
)
from pacgen.lint.rules.scheme_dependent_routing import SchemeDependentRouting
from pacgen.lint.rules.scheme_in_proxy_address import SchemeInProxyAddress
from pacgen.lint.rules.secret_in_source import SecretInSource
from pacgen.lint.rules.shadowed_rule import ShadowedRule
from pacgen.lint.rules.shexpmatch_metacharacter import ShexpmatchMetacharacter
from pacgen.lint.rules.shexpmatch_throws import ShexpmatchThrows
from pacgen.lint.rules.sign_in_host_direct import SignInHostDirect
from pacgen.lint.rules.slow_evaluation import SlowEvaluation
from pacgen.lint.rules.smart_quotes import SmartQuotes
from pacgen.lint.rules.stale_endpoint import StaleEndpoint
from pacgen.lint.rules.stateful_regex import StatefulRegex
from pacgen.lint.rules.subnet_narrower_than_published import SubnetNarrowerThanPublished
from pacgen.lint.rules.subnet_wider_than_published import SubnetWiderThanPublished
from pacgen.lint.rules.suppression_without_reason import SuppressionWithoutReason
from pacgen.lint.rules.swapped_arguments import SwappedArguments
from pacgen.lint.rules.syntax_error import SyntaxError  # noqa: A004 - named as the rule
from pacgen.lint.rules.target_dependent_routing import TargetDependentRouting
from pacgen.lint.rules.timerange_inclusive_end import TimerangeInclusiveEnd
from pacgen.lint.rules.timerange_wrap import TimerangeWrap
from pacgen.lint.rules.too_many_dns_lookups import TooManyDnsLookups
from pacgen.lint.rules.trailing_comma import TrailingComma
from pacgen.lint.rules.trailing_dot_dependent_routing import TrailingDotDependentRouting
from pacgen.lint.rules.trailing_separator import TrailingSeparator
from pacgen.lint.rules.unanchored_regex import UnanchoredRegex
from pacgen.lint.rules.undefined_variable import UndefinedVariable
from pacgen.lint.rules.unescaped_regex_dot import UnescapedRegexDot
from pacgen.lint.rules.unexpanded_placeholder import UnexpandedPlaceholder
from pacgen.lint.rules.unguarded_dns_result import UnguardedDnsResult
from pacgen.lint.rules.unified_domain_missing import UnifiedDomainMissing
from pacgen.lint.rules.unknown_function import UnknownFunction
from pacgen.lint.rules.unknown_result_keyword import UnknownResultKeyword
from pacgen.lint.rules.unmet_expectation import UnmetExpectation
from pacgen.lint.rules.unportable_result_keyword import UnportableResultKeyword
from pacgen.lint.rules.unqualified_proxy_host import UnqualifiedProxyHost
from pacgen.lint.rules.unreachable_code import UnreachableCode
from pacgen.lint.rules.unreadable_result import UnreadableResult
from pacgen.lint.rules.unused_suppression import UnusedSuppression
from pacgen.lint.rules.unused_variable import UnusedVariable
from pacgen.lint.rules.uppercase_pattern import UppercasePattern
from pacgen.lint.rules.url_substring_match import UrlSubstringMatch
from pacgen.lint.rules.utf16_file import Utf16File
from pacgen.lint.rules.wildcard_child_proxied import WildcardChildProxied
from pacgen.lint.rules.wildcard_outside_shexpmatch import WildcardOutsideShexpmatch
from pacgen.lint.rules.winhttp_ignores_failover import WinhttpIgnoresFailover
from pacgen.lint.rules.wrong_arity import WrongArity
from pacgen.lint.rules.wrong_file_name import WrongFileName
from pacgen.lint.rules.wrong_parameters import WrongParameters
from pacgen.lint.rules.wrong_subject import WrongSubject

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    AmbiguousSocks(),
    ApexNotCovered(),
    AssignmentInCondition(),
    BlackholeProxy(),
    BlankInPattern(),
    BracketedIpv6Host(),
    BrowserApi(),
    ByteOrderMark(),
    CaseDependentRouting(),
    CommaSeparator(),
    CompanionEndpointProxied(),
    ConflictingRule(),
    ConstantCondition(),
    ControlHostDirect(),
    CredentialsInResult(),
    DanglingStatement(),
    DaterangeMonthOverflow(),
    DayOrMonthNameCase(),
    DeadRule(),
    DefaultDirect(),
    DirectOnlyAsFallback(),
    DirectWithAddress(),
    DirectWithProxyTail(),
    DnsAtLoadTime(),
    DnsBeforeStringTests(),
    DnsExfiltration(),
    DuplicateEntryPoint(),
    DuplicateProxyInList(),
    DuplicateRule(),
    DynamicCode(),
    EmptyIfBody(),
    EmptyResult(),
    Es2015Syntax(),
    Es5PlusBuiltin(),
    EvaluationError(),
    ExEntryDiverges(),
    ExcessiveAlert(),
    FailOpenList(),
    FileTooLarge(),
    FirefoxOnlyGlobal(),
    HostBitsInSubnet(),
    HostSubstringMatch(),
    HttpsPathMatch(),
    ImplicitGlobal(),
    InconsistentProxyLiteral(),
    IndexofAsBoolean(),
    InvalidProxyPort(),
    InvalidSubnetAddress(),
    InvalidSubnetMask(),
    InvertedSubnetMask(),
    IpLiteralProxied(),
    Ipv6InIsinnet(),
    IsresolvableUse(),
    JscriptConditionalComment(),
    LexicalEntryPoint(),
    LocalTimeRange(),
    LocalhostordomainisMisuse(),
    LongOrChain(),
    LookalikeHostDirect(),
    MissingEntryPoint(),
    MissingLeadingDot(),
    MissingLoopbackBypass(),
    MissingProxyPort(),
    MixedAndOr(),
    MixedLineEnds(),
    MsExtensionOutsideEx(),
    MutableGlobalState(),
    MyIpAddress(),
    NoDefaultResult(),
    NonAsciiResult(),
    NonAsciiSource(),
    NonContiguousMask(),
    NonDeterministicResult(),
    NonStringReturn(),
    NotAPacFile(),
    NullByte(),
    OpenEndedPattern(),
    OverbroadDirect(),
    PathInProxyAddress(),
    PathSensitiveRouting(),
    PatternMissingLabelBoundary(),
    PlainHostnameIpv6(),
    PortDependentRouting(),
    PortInHostComparison(),
    PreferHostOverUrl(),
    RedefinedBuiltin(),
    RedundantRule(),
    RegexCompiledPerCall(),
    RegexInShexpmatch(),
    RepeatedDnsLookup(),
    RequiredHostDependsOnClientIp(),
    RequiredHostDependsOnTime(),
    RequiredHostNeedsDns(),
    RequiredHostProxied(),
    RequiredRuleShadowed(),
    ResultKeywordCase(),
    ResultLeadingWhitespace(),
    ReturnNewline(),
    Rfc1918MaskMismatch(),
    RuleNeverDecidesForExpectedHosts(),
    SchemeDependentRouting(),
    SchemeInProxyAddress(),
    SecretInSource(),
    ShadowedRule(),
    ShexpmatchMetacharacter(),
    ShexpmatchThrows(),
    SignInHostDirect(),
    SlowEvaluation(),
    SmartQuotes(),
    StaleEndpoint(),
    StatefulRegex(),
    SubnetNarrowerThanPublished(),
    SubnetWiderThanPublished(),
    SuppressionWithoutReason(),
    SwappedArguments(),
    SyntaxError(),
    TargetDependentRouting(),
    TimerangeInclusiveEnd(),
    TimerangeWrap(),
    TooManyDnsLookups(),
    TrailingComma(),
    TrailingDotDependentRouting(),
    TrailingSeparator(),
    UnanchoredRegex(),
    UndefinedVariable(),
    UnescapedRegexDot(),
    UnexpandedPlaceholder(),
    UnguardedDnsResult(),
    UnifiedDomainMissing(),
    UnknownFunction(),
    UnknownResultKeyword(),
    UnmetExpectation(),
    UnportableResultKeyword(),
    UnqualifiedProxyHost(),
    UnreachableCode(),
    UnreadableResult(),
    UnusedSuppression(),
    UnusedVariable(),
    UppercasePattern(),
    UrlSubstringMatch(),
    Utf16File(),
    WildcardChildProxied(),
    WildcardOutsideShexpmatch(),
    WinhttpIgnoresFailover(),
    WrongArity(),
    WrongFileName(),
    WrongParameters(),
    WrongSubject(),
)
"""All rules, sorted by name."""
